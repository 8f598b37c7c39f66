/** Numbers and text for HTML. */

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const count = (n: number): string => n.toLocaleString('en');

/** Four significant digits; what is not known is a dash. */
export function percent(share: number): string {
  return Number.isNaN(share) ? '&ndash;' : `${Number((100 * share).toPrecision(4))} %`;
}
