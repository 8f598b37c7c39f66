import { describe, expect, it } from 'vitest';
import { float32Bits, float32FromBits, QUIET_NAN } from './float32.ts';

describe('float32 words', () => {
  it.each([
    [0, 0x00000000],
    [-0, 0x80000000],
    [1, 0x3f800000],
    [-2, 0xc0000000],
    [0.1, 0x3dcccccd],
    [2 ** -149, 0x00000001],
    [3.4028234663852886e38, 0x7f7fffff],
    [1e39, 0x7f800000],
    [Number.NEGATIVE_INFINITY, 0xff800000],
    [Number.NaN, QUIET_NAN],
  ])('%d has the word 0x%s', (value, bits) => {
    expect(float32Bits(value)).toBe(bits);
  });

  it.each([0x3dcccccd, 0x80000000, 0x7f800000, 0xff7fffff, 0x00000001])(
    '0x%s survives the way there and back',
    (bits) => {
      expect(float32Bits(float32FromBits(bits))).toBe(bits);
      expect(float32Bits(float32FromBits(bits | 0))).toBe(bits);
    },
  );

  it('reads signalling NaNs as NaN', () => {
    expect(float32FromBits(0x7f800001)).toBeNaN();
  });
});
