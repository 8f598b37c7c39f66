import { describe, expect, it } from 'vitest';
import { permutation } from './permutation.ts';

/** Chi-square of counts that should be equal, as a distance from its mean in deviations. */
function excess(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  // Wilson and Hilferty: the cube root of chi-square is nearly normal.
  return (Math.cbrt(chiSquare / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

const FAR = 3.9;

describe('permutation', () => {
  it.each([1, 2, 3, 5, 7, 10, 64, 99, 1000, 4097])('of %d numbers holds each once', (size) => {
    for (const seed of [0, 1, -7, 2 ** 31]) {
      const { at, indexOf } = permutation(seed, size);
      const drawn = Array.from({ length: size }, (_, t) => at(t));
      expect(new Set(drawn).size).toBe(size);
      expect(Math.max(...drawn)).toBe(size - 1);
      for (let t = 0; t < size; t++) expect(indexOf(at(t))).toBe(t);
    }
  });

  it.each([2 ** 40, 2 ** 50, 17_174_144 * 64])('of %d numbers runs backwards', (size) => {
    const { at, indexOf } = permutation(5, size);
    for (let t = 0; t < 2000; t++) {
      const place = Math.floor((t / 2000) * size);
      expect(at(place)).toBeLessThan(size);
      expect(indexOf(at(place))).toBe(place);
    }
  });

  it.each([3, 10, 61_706 * 32, 2 ** 40])('of %d: its first numbers are uniform', (size) => {
    const bins = Math.min(size, 100);
    const seeds = size <= 10 ? 20_000 : 20;
    const each = size <= 10 ? 1 : 1000;
    const counts = new Array<number>(bins).fill(0);
    for (let seed = 0; seed < seeds; seed++) {
      const { at } = permutation(seed, size);
      for (let t = 0; t < each; t++) {
        const bin = Math.floor((at(t) / size) * bins);
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
    }
    expect(excess(counts)).toBeLessThan(FAR);
    // Not evener than chance either: this is a draw, not a grid.
    if (size > 1000) expect(excess(counts)).toBeGreaterThan(-FAR);
  });

  it('every order of four comes up as often over the seeds', () => {
    const orders = new Map<string, number>();
    for (let seed = 0; seed < 24_000; seed++) {
      const { at } = permutation(seed, 4);
      const order = [0, 1, 2, 3].map(at).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    expect(excess([...orders.values()])).toBeLessThan(FAR);
  });

  it('neighbouring trials are unrelated: the bins of (t, t + 1) are uniform in the plane', () => {
    const { at } = permutation(11, 1_000_003);
    const counts = new Array<number>(100).fill(0);
    for (let t = 0; t < 100_000; t += 2) {
      const bin = Math.floor(at(t) / 100_001) * 10 + Math.floor(at(t + 1) / 100_001);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    expect(excess(counts)).toBeLessThan(FAR);
  });

  it('refuses what it cannot hold', () => {
    expect(() => permutation(1, 0)).toThrow(RangeError);
    expect(() => permutation(1, 2 ** 51)).toThrow(RangeError);
    expect(() => permutation(1, 5).at(5)).toThrow(RangeError);
  });
});
