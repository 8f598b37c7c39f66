/** Layers against bits as a table whose cells are shaded. */
import type { Rate } from './estimate.ts';
import { escaped, percent } from './htmlText.ts';

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
  return `<div class="wide"><table class="heat"><caption>Percent SDC or DUE; columns are bits, 0 the least significant</caption><thead><tr><td></td>${bits.map((bit) => `<th scope="col">${bit}</th>`).join('')}</tr></thead>
<tbody>${lines.join('\n')}</tbody></table></div>`;
}

function cellText(rate: number): string {
  if (rate === 0) return '0';
  const share = 100 * rate;
  return share >= 9.95 ? share.toFixed(0) : share >= 0.095 ? share.toFixed(1) : '&lt;.1';
}
