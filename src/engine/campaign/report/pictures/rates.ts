/** Rates as bars with whiskers over their intervals; layers against bits. */
import type { Rate } from '../estimate.ts';
import type { Metric } from '../moments.ts';
import type { DomainRates } from '../summarise.ts';
import { type Mark, niceTop, type Picture, percentWords, round, shortName, text } from './picture.ts';

const LABEL = 190;
const WIDTH = 520;
const LINE = 22;
const AXIS = 26;

export function ratesPicture(
  lines: readonly { readonly label: string; readonly rate: Rate }[],
  name: string,
): Picture {
  const top = niceTop(Math.max(...lines.map(({ rate }) => (rate.n === 0 ? 0 : rate.high)), 1e-9));
  const x = (share: number) => round(LABEL + (Math.min(share, top) / top) * WIDTH);
  const height = lines.length * LINE + AXIS;
  const marks: Mark[] = [0, 0.25, 0.5, 0.75, 1].flatMap((part): Mark[] => [
    { kind: 'path', d: `M${x(part * top)} 0V${height - AXIS}`, look: 'grid' },
    text(x(part * top), height - 8, percentWords(part * top), 'middle', 'soft'),
  ]);
  lines.forEach(({ label, rate }, k) => {
    const y = k * LINE + LINE / 2;
    marks.push(text(LABEL - 8, y + 4, shortName(label), 'end'));
    if (rate.n === 0) {
      marks.push(text(LABEL + 4, y + 4, 'no trial', 'start', 'soft'));
      return;
    }
    const [at, low, high] = [x(rate.rate), x(rate.low), x(rate.high)];
    marks.push(
      {
        kind: 'box',
        x: LABEL,
        y: y - 6,
        width: round(at - LABEL),
        height: 12,
        look: 'bar',
        told: rateWords(label, rate),
      },
      { kind: 'path', d: `M${low} ${y}H${high}M${low} ${y - 4}v8M${high} ${y - 4}v8`, look: 'whisker' },
    );
  });
  return { name, width: LABEL + WIDTH + 40, height, marks };
}

export const rateWords = (label: string, { rate, low, high, n }: Rate): string =>
  `${label}: ${percentWords(rate)}, ${percentWords(low)} to ${percentWords(high)}, ${n.toLocaleString('en')} trials`;

const CELL = 20;

/** Shaded by the root of the rate, so that small rates are seen; the number stands in the cell. */
export function layerBitPicture(
  domains: Readonly<Record<'layer' | 'bit' | 'layer-bit', readonly DomainRates[]>>,
  metric: Metric,
  name: string,
): Picture | null {
  const layers = domains.layer.map(({ key }) => key.layer ?? '');
  const bits = domains.bit.map(({ key }) => key.bit ?? 0).sort((a, b) => b - a);
  if (domains['layer-bit'].length === 0) return null;
  const known = new Map(
    domains['layer-bit'].map(({ key, rates }) => [`${key.layer} ${key.bit}`, rates[metric]]),
  );
  const places = layers.flatMap((layer) =>
    bits.map((bit) => ({ layer, bit, rate: known.get(`${layer} ${bit}`) })),
  );
  const wide = CELL + 4;
  const marks: Mark[] = bits.map((bit, k) =>
    text(LABEL + (k + 0.5) * wide, 12, String(bit), 'middle', 'soft'),
  );
  marks.push(...layers.map((layer, k) => text(LABEL - 8, 20 + k * CELL + 14, shortName(layer), 'end')));
  marks.push({
    kind: 'cells',
    x: LABEL,
    y: 20,
    columns: bits.length,
    cellWidth: wide,
    cellHeight: CELL,
    look: metric === 'masked' ? 'golden' : 'fault',
    shades: places.map(({ rate }) => (rate === undefined || rate.n === 0 ? null : Math.sqrt(rate.rate))),
    told: (cell) => {
      const place = places[cell];
      if (place?.rate === undefined) return '';
      return rateWords(`${place.layer}, bit ${place.bit}`, place.rate);
    },
  });
  places.forEach(({ rate }, k) => {
    if (rate === undefined || rate.n === 0) return;
    const [x, y] = [LABEL + ((k % bits.length) + 0.5) * wide, 20 + Math.floor(k / bits.length) * CELL + 13];
    marks.push({
      kind: 'text',
      x: round(x),
      y,
      text: cellWords(rate.rate),
      anchor: 'middle',
      look: rate.rate === 0 ? 'soft' : 'ink',
      small: true,
    });
  });
  return { name, width: LABEL + bits.length * wide, height: 20 + layers.length * CELL, marks };
}

function cellWords(rate: number): string {
  if (rate === 0) return '0';
  const share = 100 * rate;
  return share >= 9.95 ? share.toFixed(0) : share >= 0.095 ? share.toFixed(1) : '<.1';
}
