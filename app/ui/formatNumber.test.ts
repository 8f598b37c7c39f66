import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactFloat32, formatCount, formatWord } from './formatNumber.ts';

describe('exactFloat32', () => {
  it.each([
    [0.1, '0.1'],
    [Math.fround(0.1) + 2 ** -27, '0.10000001'],
    [-0, '-0'],
    [0, '0'],
    [1 / 3, '0.33333334'],
    [16777216, '16777216'],
    [3.5447e37, '3.5447e+37'],
    [2 ** -149, '1e-45'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('%d is %s', (value, text) => {
    expect(exactFloat32(value)).toBe(text);
  });

  it('reads back as the same float32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Object.is(Math.fround(Number(exactFloat32(value))), value)).toBe(true);
      }),
    );
  });
});

it('formats words and counts', () => {
  expect(formatWord(0x80000000 | 0)).toBe('0x80000000');
  expect(formatWord(1)).toBe('0x00000001');
  expect(formatCount(61706)).toBe('61,706');
});
