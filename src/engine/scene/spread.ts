/** Items of numbers as pictures: least to greatest of the whole set as 0..255; what is not finite is black. */
import { pictureShape } from './testPatterns.ts';

export interface Look {
  readonly pixels: Uint8Array;
  readonly pictureShape: readonly [number, number, number];
}

export function spread(shape: readonly number[], items: readonly Float32Array[]): Look {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const item of items)
    for (const value of item)
      if (Number.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
  const size = shape.reduce((product, length) => product * length, 1);
  const pixels = new Uint8Array(items.length * size);
  const step = max > min ? 255 / (max - min) : 0;
  items.forEach((item, k) => {
    for (let i = 0; i < size; i++) {
      const value = item[i] as number;
      if (Number.isFinite(value)) pixels[k * size + i] = step === 0 ? 128 : Math.round((value - min) * step);
    }
  });
  return { pixels, pictureShape: folded(shape) };
}

/** A long row is folded into as square a picture as its length allows. */
export function folded(shape: readonly number[]): readonly [number, number, number] {
  const [rows, columns, channels] = pictureShape(shape);
  if (rows !== 1 || channels !== 1 || columns < 16) return [rows, columns, channels];
  let high = Math.floor(Math.sqrt(columns));
  while (columns % high !== 0) high--;
  return high * 8 < Math.sqrt(columns) ? [rows, columns, channels] : [high, columns / high, 1];
}
