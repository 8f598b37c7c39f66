import { describe, expect, it } from 'vitest';
import { bfloat16 } from './bfloat16.ts';
import { flipMagnitudes } from './flipMagnitudes.ts';
import { float16 } from './float16.ts';
import { float32 } from './float32.ts';
import type { Format } from './format.ts';

/** Published values after flipping bits 31 down to 22. */
const FLOAT32_TABLE: readonly [number, string][] = [
  [0.5, '-0.5 1.70141e38 2.71051e-20 1.16415e-10 7.62939e-06 0.00195312 0.03125 0.125 1 0.75'],
  [0.1, '-0.1 3.40282e37 5.42101e-21 2.32831e-11 1.52588e-06 3.90625e-4 1.6 0.025 0.05 0.06875'],
  [1, '-1 Infinity 5.42101e-20 2.32831e-10 1.52588e-05 0.00390625 0.0625 0.25 0.5 1.5'],
  [1.5, '-1.5 NaN 8.13152e-20 3.49246e-10 2.28882e-05 0.00585938 0.09375 0.375 0.75 1'],
  [2, '-2 0 3.68935e19 8.58993e9 131072 512 32 8 4 3'],
  [0, '-0 2 1.0842e-19 2.52435e-29 3.85e-34 1.50e-36 9.40e-38 2.35e-38 1.18e-38 5.88e-39'],
];

/** The value agrees with every printed digit. */
function expectPrinted(value: number, printed: string): void {
  const published = Number(printed);
  if (!Number.isFinite(published) || published === 0) {
    expect(value).toBe(published);
    return;
  }
  const [digits, exponent = '0'] = printed.split('e') as [string, string?];
  const lastPlace = 10 ** (Number(exponent) - (digits.split('.')[1] ?? '').length);
  expect(Math.abs(value - published) / lastPlace).toBeLessThanOrEqual(0.5001);
}

describe('flips of float32', () => {
  it.each(FLOAT32_TABLE)('of %d', (value, printed) => {
    const flips = flipMagnitudes(float32, float32.encode(value));
    printed.split(' ').forEach((after, k) => {
      expectPrinted(flips[31 - k]?.value as number, after);
    });
  });

  it('multiply by a power of two in the exponent: 2^128 at bit 30', () => {
    const flip = flipMagnitudes(float32, float32.encode(0.75))[30];
    expect(flip).toEqual({
      bitIndex: 30,
      field: 'exponent',
      word: 0x7f400000,
      value: 0.75 * 2 ** 128,
      change: 0.75 * 2 ** 128 - 0.75,
    });
  });
});

describe('flips of 0.1 in 16 bits', () => {
  it.each<[string, Format, number, number, string]>([
    ['float16', float16, 0x2e66, 14, '6552'],
    ['float16', float16, 0x2e66, 13, '3.9053e-4'],
    ['float16', float16, 0x2e66, 12, '1.5996'],
    ['float16', float16, 0x2e66, 15, '-0.09998'],
    ['bfloat16', bfloat16, 0x3dcd, 14, '3.40615e37'],
    ['bfloat16', bfloat16, 0x3dcd, 13, '5.4263e-21'],
    ['bfloat16', bfloat16, 0x3dcd, 9, '1.60156'],
  ])('%s: %#', (_name, format, word, bit, after) => {
    expect(format.encode(0.1)).toBe(word);
    const flips = flipMagnitudes(format, word);
    expect(flips).toHaveLength(16);
    expectPrinted(flips[bit]?.value as number, after);
  });
});

it('gives infinite and NaN changes as such', () => {
  const change = (value: number, bit: number): number =>
    flipMagnitudes(float32, float32.encode(value))[bit]?.change as number;
  expect(change(1, 30)).toBe(Number.POSITIVE_INFINITY);
  expect(change(1.5, 30)).toBeNaN();
  expect(change(-2, 31)).toBe(4);
  expect(change(Number.POSITIVE_INFINITY, 0)).toBeNaN();
});
