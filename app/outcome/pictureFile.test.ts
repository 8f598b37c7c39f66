import { describe, expect, it } from 'vitest';
import { inksOf } from './pictureFile.ts';

/** Grey pixels as RGBA. */
const grey = (width: number, height: number, at: (x: number, y: number) => number) => {
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) rgba.fill(at(i % width, Math.floor(i / width)), 4 * i, 4 * i + 4);
  return rgba;
};
const inkAt = (inks: Float32Array, row: number, column: number) =>
  Math.round((inks[row * 28 + column] ?? 9) * 15);

describe('a picture file', () => {
  it('of the sheet own size is taken as it is, light ground as paper', () => {
    const inks = inksOf(
      grey(28, 28, (x, y) => (x === 3 && y === 5 ? 0 : 255)),
      28,
      28,
    );
    expect(inkAt(inks, 5, 3)).toBe(15);
    expect(inks.reduce((sum, ink) => sum + ink, 0)).toBe(1);
  });

  it('with a dark ground is the other way round', () => {
    const inks = inksOf(
      grey(28, 28, (x, y) => (x === 3 && y === 5 ? 255 : 0)),
      28,
      28,
    );
    expect(inkAt(inks, 5, 3)).toBe(15);
    expect(inkAt(inks, 0, 0)).toBe(0);
  });

  it('is averaged over areas, also where they share a pixel', () => {
    const half = inksOf(
      grey(56, 56, (x, y) => (y === 20 && x >= 20 && x < 22 ? 0 : 255)),
      56,
      56,
    );
    expect(inkAt(half, 10, 10)).toBe(8);
    const shared = inksOf(
      grey(42, 42, (x, y) => (x === 16 && y > 8 && y < 33 ? 0 : 255)),
      42,
      42,
    );
    expect([inkAt(shared, 14, 10), inkAt(shared, 14, 11)]).toEqual([5, 5]);
  });

  it('that is not square stands in the middle, on paper', () => {
    const inks = inksOf(
      grey(14, 28, (x) => (x === 0 || x === 13 ? 255 : 0)),
      14,
      28,
    );
    expect([6, 7, 8, 19, 20, 21].map((column) => inkAt(inks, 14, column))).toEqual([0, 0, 15, 15, 0, 0]);
  });
});
