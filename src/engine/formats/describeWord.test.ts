import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bfloat16 } from './bfloat16.ts';
import { describeWord, equation } from './describeWord.ts';
import { float16 } from './float16.ts';
import { float32 } from './float32.ts';
import type { Format } from './format.ts';
import { FORMATS } from './formatByName.ts';
import { powerOfTwo } from './powerOfTwo.ts';

describe('equation', () => {
  it.each<[string, Format, number]>([
    ['(-1)^0 × 2^(127-127) × 1', float32, 0x3f800000],
    ['(-1)^1 × 2^(127-127) × 1.5', float32, 0xbfc00000],
    ['(-1)^0 × 2^(123-127) × 1.600000023841858', float32, 0x3dcccccd],
    ['(-1)^0 × 2^(1-127) × 0.5', float32, 0x00400000],
    ['(-1)^1 × 2^(1-127) × 0', float32, 0x80000000],
    ['-Infinity: exponent all ones, mantissa 0', float32, 0xff800000],
    ['NaN, quiet: exponent all ones, mantissa 4194304', float32, 0x7fc00000],
    ['NaN, signalling: exponent all ones, mantissa 1', float32, 0x7f800001],
    ['(-1)^0 × 2^(30-15) × 1.9990234375', float16, 0x7bff],
    ['(-1)^0 × 2^(123-127) × 1.6015625', bfloat16, 0x3dcd],
  ])('is %s', (text, format, word) => {
    expect(equation(format, word)).toBe(text);
  });
});

describe.each(FORMATS)('terms of $name', (format) => {
  it('multiply to the value', () => {
    const word = fc.integer({ min: 0, max: 2 * format.signBit - 1 });
    fc.assert(
      fc.property(word, (w) => {
        const d = describeWord(format, w);
        expect(d.kind === 'nan').toBe(Number.isNaN(d.value));
        expect(d.kind === 'infinity').toBe(Math.abs(d.value) === Number.POSITIVE_INFINITY);
        if (d.kind === 'nan' || d.kind === 'infinity') return;
        const product = (d.sign === 0 ? 1 : -1) * powerOfTwo(d.exponent) * d.significand;
        expect(product).toBe(format.decode(w));
      }),
      { numRuns: 500 },
    );
  });

  it('name the class of every edge', () => {
    const { infinity, signBit, mantissaBits, hasInfinity } = format;
    const kinds = [
      0,
      signBit,
      1,
      2 ** mantissaBits - 1,
      2 ** mantissaBits,
      infinity - 1,
      infinity,
      infinity + 1,
    ];
    const top = hasInfinity ? 'infinity' : 'normal';
    const expected = ['zero', 'zero', 'subnormal', 'subnormal', 'normal', 'normal', top, 'nan'];
    expect(kinds.map((word) => describeWord(format, word).kind)).toEqual(expected);
  });
});
