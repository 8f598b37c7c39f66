/** How the estimate settled and its interval narrowed as rows came in; rows on a logarithmic scale. */
import type { ConvergencePoint, SettlingMetric } from '../convergence.ts';
import { type Mark, type Picture, percentWords, round, text } from './picture.ts';

const LEFT = 64;
const WIDTH = 620;
const TOP = 10;
const HEIGHT = 180;

export function convergencePicture(
  points: readonly ConvergencePoint[],
  metric: SettlingMetric,
  name: string,
): Picture | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const rates = points.map((point) => point.rates[metric]);
  // The first few rows say almost nothing, and would flatten all that follows.
  const settled = rates.slice(Math.floor(points.length / 3));
  const top = Math.min(1, Math.max(...settled.map(({ high }) => high)));
  const bottom = Math.max(0, Math.min(...settled.map(({ low }) => low)));
  const x = (n: number) => round(LEFT + (WIDTH * Math.log(n / first.n)) / Math.log(last.n / first.n));
  const y = (share: number) =>
    round(TOP + HEIGHT * (1 - (Math.min(top, Math.max(bottom, share)) - bottom) / (top - bottom || 1)));
  const at = (share: (k: number) => number) => points.map(({ n }, k) => `${x(n)} ${y(share(k))}`);
  const low = at((k) => rates[k]?.low ?? 0);
  const high = at((k) => rates[k]?.high ?? 0);
  const line = at((k) => rates[k]?.rate ?? 0);
  const now = last.rates[metric];
  const shares = [bottom, (bottom + top) / 2, top];
  const marks: Mark[] = [
    ...shares.flatMap((share): Mark[] => [
      { kind: 'path', d: `M${LEFT} ${y(share)}H${LEFT + WIDTH}`, look: 'grid' },
      text(LEFT - 8, y(share) + 4, percentWords(share), 'end', 'soft'),
    ]),
    { kind: 'path', d: `M${high.join('L')}L${low.toReversed().join('L')}Z`, look: 'band' },
    { kind: 'path', d: `M${line.join('L')}`, look: 'line' },
    text(LEFT, TOP + HEIGHT + 20, `${first.n.toLocaleString('en')} rows`, 'start', 'soft'),
    text(LEFT + WIDTH, TOP + HEIGHT + 20, last.n.toLocaleString('en'), 'end', 'soft'),
  ];
  const words = `${percentWords(now.rate)}, ${percentWords(now.low)} to ${percentWords(now.high)} after ${last.n.toLocaleString('en')} rows`;
  return { name: `${name}: ${words}`, width: LEFT + WIDTH + 8, height: TOP + HEIGHT + 28, marks };
}
