/** Charts of a report as inline SVG and HTML: rates with their intervals, and layers against bits. Sizes are in pixels. */
import type { Rate } from './estimate.ts';
import { escaped, percent } from './htmlText.ts';

const LABEL = 190;
const WIDTH = 520;
const LINE = 22;
const AXIS = 26;

/** One line each: a bar to the rate, a whisker over the interval. */
export function rateBars(
  lines: readonly { readonly label: string; readonly rate: Rate }[],
  name: string,
): string {
  const top = niceTop(Math.max(...lines.map(({ rate }) => (rate.n === 0 ? 0 : rate.high)), 1e-9));
  const x = (share: number) => LABEL + (Math.min(share, top) / top) * WIDTH;
  const height = lines.length * LINE + AXIS;
  const marks = lines.map(({ label, rate: { rate, low, high, n } }, k) => {
    const y = k * LINE + LINE / 2;
    const text = `<text x="${LABEL - 8}" y="${y + 4}" text-anchor="end">${escaped(label)}</text>`;
    if (n === 0) return `${text}<text x="${LABEL + 4}" y="${y + 4}" class="faint">no trial</text>`;
    return `${text}<rect x="${LABEL}" y="${y - 6}" width="${(x(rate) - LABEL).toFixed(1)}" height="12" class="bar"><title>${escaped(label)}: ${percent(rate)}</title></rect><path d="M${x(low).toFixed(1)} ${y}H${x(high).toFixed(1)}M${x(low).toFixed(1)} ${y - 4}v8M${x(high).toFixed(1)} ${y - 4}v8" class="whisker"/>`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = x(part * top);
    return `<path d="M${at} 0V${height - AXIS}" class="grid"/><text x="${at}" y="${height - 8}" text-anchor="middle" class="faint">${percent(part * top)}</text>`;
  });
  return `<svg viewBox="0 0 ${LABEL + WIDTH + 40} ${height}" role="img" aria-label="${escaped(name)}">${ticks.join('')}${marks.join('')}</svg>`;
}

/** 1, 2 or 5 times a power of ten, at most 1. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return Math.min(1, step * power);
}

/** Cells shaded by the root of the rate, so that small rates are seen; the number stands in the cell. */
export function heatTable(
  layers: readonly string[],
  bits: readonly number[],
  rateAt: (layer: string, bit: number) => Rate | null,
): string {
  const lines = layers.map((layer) => {
    const cells = bits.map((bit) => {
      const rate = rateAt(layer, bit);
      if (rate === null || rate.n === 0) return '<td class="faint">&ndash;</td>';
      const shade = Math.sqrt(rate.rate);
      const told = `${escaped(layer)}, bit ${bit}: ${percent(rate.rate)}, ${percent(rate.low)} to ${percent(rate.high)}, ${rate.n} trials`;
      return `<td style="--shade:${shade.toFixed(3)}" title="${told}"${shade > 0.6 ? ' class="dark"' : ''}>${cellText(rate.rate)}</td>`;
    });
    return `<tr><th scope="row">${escaped(layer)}</th>${cells.join('')}</tr>`;
  });
  return `<div class="wide"><table class="heat"><caption>Percent SDC or DUE; columns are bits, 0 the least significant</caption><thead><tr><th></th>${bits.map((bit) => `<th scope="col">${bit}</th>`).join('')}</tr></thead>
<tbody>${lines.join('\n')}</tbody></table></div>`;
}

function cellText(rate: number): string {
  if (rate === 0) return '0';
  const share = 100 * rate;
  return share >= 9.95 ? share.toFixed(0) : share >= 0.095 ? share.toFixed(1) : '&lt;.1';
}
