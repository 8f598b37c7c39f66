/** Accuracy, or the rate of wrong outcomes where there are no labels, against the bit error rate, with intervals. */
import type { Rate } from '../estimate.ts';
import { type Mark, type Picture, percentWords, round, text } from './picture.ts';

const LEFT = 64;
const WIDTH = 620;
const TOP = 10;
const HEIGHT = 200;

export interface ErrorRatePoint {
  readonly errorRate: number;
  /** Faulty accuracy. */
  readonly value: Rate;
}

/** By error rate on a logarithmic scale. `golden`: the accuracy without faults. */
export function errorRatesPicture(
  points: readonly ErrorRatePoint[],
  golden: number | null,
  name: string,
): Picture | null {
  const sorted = points.toSorted((a, b) => a.errorRate - b.errorRate);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return null;
  const from = Math.floor(Math.log10(first.errorRate));
  const to = Math.max(from + 1, Math.ceil(Math.log10(last.errorRate)));
  const x = (rate: number) => round(LEFT + 16 + ((WIDTH - 32) * (Math.log10(rate) - from)) / (to - from));
  const y = (share: number) => round(TOP + HEIGHT * (1 - share));
  const marks: Mark[] = [0, 0.25, 0.5, 0.75, 1].flatMap((share): Mark[] => [
    { kind: 'path', d: `M${LEFT} ${y(share)}H${LEFT + WIDTH}`, look: 'grid' },
    text(LEFT - 8, y(share) + 4, percentWords(share), 'end', 'soft'),
  ]);
  for (let power = from; power <= to; power++)
    marks.push(text(x(10 ** power), TOP + HEIGHT + 20, power === 0 ? '1' : `1e${power}`, 'middle', 'soft'));
  if (golden !== null)
    marks.push(
      { kind: 'path', d: `M${LEFT} ${y(golden)}H${LEFT + WIDTH}`, look: 'whisker' },
      text(LEFT + WIDTH, y(golden) + 14, `without faults ${percentWords(golden)}`, 'end', 'soft'),
    );
  marks.push({
    kind: 'path',
    d: `M${sorted.map(({ errorRate, value }) => `${x(errorRate)} ${y(value.rate)}`).join('L')}`,
    look: 'line',
  });
  for (const { errorRate, value } of sorted) {
    const at = x(errorRate);
    const told = `error rate ${errorRate}: ${percentWords(value.rate)}, ${percentWords(value.low)} to ${percentWords(value.high)}, ${value.n.toLocaleString('en')} trials`;
    marks.push(
      {
        kind: 'path',
        d: `M${at} ${y(value.low)}V${y(value.high)}M${at - 4} ${y(value.low)}h8M${at - 4} ${y(value.high)}h8`,
        look: 'whisker',
      },
      { kind: 'dot', x: at, y: y(value.rate), look: 'fault', told },
    );
  }
  return { name, width: LEFT + WIDTH + 8, height: TOP + HEIGHT + 28, marks };
}
