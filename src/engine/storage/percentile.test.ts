import { expect, test } from 'vitest';
import { percentile } from './percentile.ts';

// numpy.percentile([1, 2, 4, 8, 16], [1, 25, 50, 60, 99.9]), NumPy 1.26.
test.each([
  [1, 1.04],
  [25, 2],
  [50, 4],
  [60, 5.6],
  [99.9, 15.968],
])('the %d. percentile is where NumPy puts it', (percent, wanted) => {
  expect(percentile(Float32Array.of(1, 2, 4, 8, 16), percent)).toBeCloseTo(wanted, 10);
});

test('of no values is 0, of one that one', () => {
  expect(percentile(new Float32Array(0), 99)).toBe(0);
  expect(percentile(Float32Array.of(7), 99.9)).toBe(7);
});
