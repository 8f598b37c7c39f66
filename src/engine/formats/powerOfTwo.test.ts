import { expect, it } from 'vitest';
import { binaryExponent, powerOfTwo } from './powerOfTwo.ts';

it('is exact over the whole range of normal doubles', () => {
  expect(powerOfTwo(0)).toBe(1);
  expect(powerOfTwo(1023)).toBe(8.98846567431158e307);
  expect(powerOfTwo(-1022)).toBe(2.2250738585072014e-308);
  for (let n = -1022; n < 1023; n++) expect(powerOfTwo(n) * 2).toBe(powerOfTwo(n + 1));
});

it.each([
  [1, 0],
  [0.9999999999999999, -1],
  [-3, 1],
  [0.1, -4],
  [1.7976931348623157e308, 1023],
  [2.2250738585072014e-308, -1022],
  [0, -1023],
  [5e-324, -1023],
])('the exponent of %d is %i', (value, exponent) => {
  expect(binaryExponent(value)).toBe(exponent);
});
