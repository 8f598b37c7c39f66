import { describe, expect, it } from 'vitest';
import { seededDraws } from './seededDraws.ts';

const DRAWS = 20_000;

describe('seededDraws', () => {
  it('gives the same numbers for the same seed and index, others for others', () => {
    const first = (seed: number, index: number) => {
      const below = seededDraws(seed, index);
      return Array.from({ length: 8 }, () => below(1_000_000)).join();
    };
    expect(first(7, 3)).toBe(first(7, 3));
    const streams = [0, 1, 2, 3].flatMap((seed) => [0, 1, 2, 3].map((index) => first(seed, index)));
    expect(new Set(streams).size).toBe(16);
  });

  it.each([
    ['one after another', (i: number, below: () => number) => (i >= 0 ? below() : 0)],
    ['the first of neighbouring indices', (i: number) => seededDraws(1, i)(10)],
    ['the first of neighbouring seeds', (i: number) => seededDraws(i, 0)(10)],
  ])('is uniform, %s', (_, draw) => {
    const below = seededDraws(42, 0);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < DRAWS; i++) {
      const at = draw(i, () => below(10));
      counts[at] = (counts[at] ?? 0) + 1;
    }
    const expected = DRAWS / 10;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // Nine degrees of freedom: above 27.9 in one of a thousand.
    expect(chiSquare).toBeLessThan(27.9);
  });

  it('reaches both ends of large ranges, and nothing outside', () => {
    const below = seededDraws(5, 5);
    const drawn = Array.from({ length: DRAWS }, () => below(2 ** 40));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(2 ** 40);
    expect(Math.max(...drawn)).toBeGreaterThan(0.999 * 2 ** 40);
    expect(seededDraws(1, 1)(1)).toBe(0);
  });
});
