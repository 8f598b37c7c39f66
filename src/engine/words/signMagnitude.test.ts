import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32Bits, float32FromBits } from './float32.ts';
import { isNonFiniteWord, nextDown, nextUp, type SignMagnitude, ulpDistance } from './signMagnitude.ts';

const FLOAT16: SignMagnitude = { signBit: 0x8000, infinity: 0x7c00 };

describe('neighbours', () => {
  it.each([
    [0x3f800000, 0x3f800001, 0x3f7fffff],
    [0xbf800000, 0xbf7fffff, 0xbf800001],
    [0x00000000, 0x00000001, 0x80000001],
    [0x80000000, 0x00000001, 0x80000001],
    [0x00000001, 0x00000002, 0x00000000],
    [0x80000001, 0x80000000, 0x80000002],
    [0x7f7fffff, 0x7f800000, 0x7f7ffffe],
    [0x7f800000, 0x7f800000, 0x7f7fffff],
    [0xff800000, 0xff7fffff, 0xff800000],
    [0x7f800001, 0x7f800001, 0x7f800001],
  ])('of word %i are %i above and %i below', (word, up, down) => {
    expect(nextUp(word)).toBe(up);
    expect(nextDown(word)).toBe(down);
    expect(nextUp(word | 0)).toBe(up);
  });

  it('work on narrower words', () => {
    expect(nextUp(0x7bff, FLOAT16)).toBe(0x7c00);
    expect(nextDown(0x0000, FLOAT16)).toBe(0x8001);
    expect(nextUp(0xfc00, FLOAT16)).toBe(0xfbff);
    expect(nextDown(0xfc00, FLOAT16)).toBe(0xfc00);
  });

  it('leave no value between', () => {
    const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (value) => {
        const above = float32FromBits(nextUp(float32Bits(value)));
        expect(above).toBeGreaterThan(value);
        const middle = Math.fround(value / 2 + above / 2);
        expect(above === Number.POSITIVE_INFINITY || middle === value || middle === above).toBe(true);
      }),
    );
  });
});

describe('ulp distance', () => {
  it.each([
    [1, 1, 0],
    [1, 1.0000001192092896, 1],
    [0, -0, 0],
    [2 ** -149, -(2 ** -149), 2],
    [1, 2, 0x800000],
    [3.4028234663852886e38, Number.POSITIVE_INFINITY, 1],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 2 * 0x7f800000],
  ])('between %d and %d is %i', (a, b, distance) => {
    expect(ulpDistance(float32Bits(a), float32Bits(b))).toBe(distance);
    expect(ulpDistance(float32Bits(b) | 0, float32Bits(a) | 0)).toBe(distance);
  });

  it('is NaN where a word is NaN', () => {
    expect(ulpDistance(0x7fc00000, 0x7fc00000)).toBeNaN();
    expect(ulpDistance(0x3f800000, 0xffffffff)).toBeNaN();
  });
});

it('tells finite words from the rest', () => {
  expect([0x7f7fffff, 0x7f800000, 0xff800000, 0x7f800001].map((word) => isNonFiniteWord(word))).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

it('knows that e4m3 has no infinity: 0x7e is 448', () => {
  const e4m3: SignMagnitude = { signBit: 0x80, infinity: 0x7e, hasInfinity: false };
  expect([0x7d, 0x7e, 0xfe, 0x7f, 0xff].map((word) => isNonFiniteWord(word, e4m3))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});
