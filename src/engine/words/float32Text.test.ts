import fc from 'fast-check';
import { expect, it } from 'vitest';
import { float32Text } from './float32Text.ts';

it.each([
  [0.426, '0.426'],
  [0.1, '0.1'],
  [-0, '-0'],
  [0, '0'],
  [1 / 3, '0.33333334'],
  [16777216, '16777216'],
  [1e38, '1e38'],
  [2 ** -149, '1e-45'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('%d', (value, text) => {
  expect(float32Text(Math.fround(value))).toBe(text);
});

it('reads back to the same float32', () => {
  fc.assert(
    fc.property(fc.float(), (value) => {
      expect(Math.fround(Number(float32Text(value)))).toBe(value);
    }),
  );
});
