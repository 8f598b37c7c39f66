/**
 * Which pixels of a number line hold a value of the format, and what each pixel's value becomes. No table of levels is
 * made: the nearest word to a pixel's middle tells whether a level lies in it, for words of any width.
 */
import type { WordFormat } from '#engine/formats/format.ts';
import type { Axis } from './axis.ts';

/** One entry a pixel: 1 where at least one value lies. */
export function levelColumns(format: WordFormat, { width, valueAt }: Axis): Uint8Array {
  const columns = new Uint8Array(width);
  let from = valueAt(0);
  for (let pixel = 0; pixel < width; pixel++) {
    const to = valueAt(pixel + 1);
    const nearest = format.decode(format.encode((from + to) / 2));
    if (nearest >= from && nearest < to) columns[pixel] = 1;
    from = to;
  }
  return columns;
}

/** What the number in the middle of each pixel becomes: the transfer curve x → q(x). */
export function curveColumns(quantize: (x: number) => number, { width, valueAt }: Axis): Float64Array {
  return Float64Array.from({ length: width }, (_, pixel) => quantize(valueAt(pixel + 0.5)));
}

/** The curve as an SVG path of steps; columns without a finite place are gaps. `yAt` gives pixels. */
export function stepPath(
  columns: Float64Array,
  yAt: (value: number) => number,
  least: number,
  most: number,
): string {
  const parts: string[] = [];
  let last: string | null = null;
  columns.forEach((value, pixel) => {
    const y = yAt(value);
    if (!Number.isFinite(y)) {
      last = null;
      return;
    }
    const text = Math.min(Math.max(y, least), most).toFixed(1);
    if (last === null) parts.push(`M${pixel},${text}`);
    else if (text !== last) parts.push(`H${pixel}V${text}`);
    if (pixel === columns.length - 1) parts.push(`H${pixel + 1}`);
    last = text;
  });
  return parts.join('');
}
