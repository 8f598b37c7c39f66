import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundHalfEven } from './roundHalfEven.ts';

it.each([
  [0.5, 0],
  [1.5, 2],
  [2.5, 2],
  [-0.5, 0],
  [-1.5, -2],
  [-2.5, -2],
  [0.49999999999999994, 0],
  [-0.2, 0],
  [-0, 0],
  [2 ** 52 + 1, 2 ** 52 + 1],
  [-(2 ** 60), -(2 ** 60)],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  [Number.NaN, Number.NaN],
])('%d is rounded to %d', (x, rounded) => {
  expect(roundHalfEven(x)).toBe(rounded);
});

it('gives a nearest whole number, the even one of two', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
      fc.integer({ min: -1e6, max: 1e6 }),
      (x, n) => {
        const rounded = roundHalfEven(x);
        expect(Number.isInteger(rounded)).toBe(true);
        expect(Math.abs(rounded - x)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(roundHalfEven(n + 0.5) % 2)).toBe(0);
      },
    ),
  );
});
