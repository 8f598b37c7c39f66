import { describe, expect, it } from 'vitest';
import vectors from '../fixtures/float8.json';
import { float32FromBits } from '../words/float32.ts';
import { isNaNWord, nextDown, nextUp, ulpDistance } from '../words/signMagnitude.ts';
import { describeWord, equation } from './describeWord.ts';
import { flipMagnitudes } from './flipMagnitudes.ts';
import { float8e4m3 } from './float8e4m3.ts';
import { float8e5m2 } from './float8e5m2.ts';

const ALL_WORDS = Array.from({ length: 256 }, (_, word) => word);
const CASES = [
  { format: float8e4m3, golden: vectors.float8_e4m3 },
  { format: float8e5m2, golden: vectors.float8_e5m2 },
];

describe.each(CASES)('$format.name', ({ format, golden }) => {
  it('decodes every word as ml_dtypes does', () => {
    const bits = ALL_WORDS.map((word) => (isNaNWord(word, format) ? 0x7fc00000 : format.toFloat32Bits(word)));
    expect(bits).toEqual(golden.decode);
  });

  it('encodes float32 as ml_dtypes does: ties, subnormals, overflow', () => {
    expect(golden.encode.length).toBeGreaterThan(1500);
    const wrong = (golden.encode as [number, number][]).filter(
      ([bits, word]) =>
        format.encode(float32FromBits(bits)) !== word || format.fromFloat32Bits(bits | 0) !== word,
    );
    expect(wrong).toEqual([]);
  });

  it('keeps all 256 words on the way to float32 and back', () => {
    expect(ALL_WORDS.filter((word) => format.fromFloat32Bits(format.toFloat32Bits(word)) !== word)).toEqual(
      [],
    );
    const numbers = ALL_WORDS.filter((word) => !isNaNWord(word, format));
    expect(numbers.filter((word) => format.encode(format.decode(word)) !== word)).toEqual([]);
  });

  it('rounds once from the double: a hair beside a tie decides', () => {
    const wrong = ALL_WORDS.slice(0, format.infinity - 1).filter((word) => {
      const tie = (format.decode(word) + format.decode(word + 1)) / 2;
      const hair = tie * 2 ** -50;
      const even = word % 2 === 0 ? word : word + 1;
      const words = [tie, tie + hair, tie - hair, -tie].map(format.encode);
      return words.join() !== [even, word + 1, word, format.signBit + even].join();
    });
    expect(wrong).toEqual([]);
  });

  it('has words in the order of their values, and fields that are the whole word', () => {
    for (let word = 0; word < format.infinity; word++) {
      expect(nextUp(word, format)).toBe(word + 1);
      expect(format.decode(word + 1)).toBeGreaterThan(format.decode(word));
    }
    expect(ulpDistance(format.signBit + 3, 4, format)).toBe(7);
    expect(format.fields.map(({ letter, high, low }) => letter.repeat(high - low + 1)).join('')).toBe(
      `S${'E'.repeat(format.exponentBits)}${'M'.repeat(format.mantissaBits)}`,
    );
  });
});

describe('e4m3', () => {
  it('has numbers up to 448 where others have infinities, and one NaN of each sign', () => {
    expect(float8e4m3.decode(0x7e)).toBe(448);
    expect(ALL_WORDS.filter((word) => Number.isNaN(float8e4m3.decode(word)))).toEqual([0x7f, 0xff]);
    expect([448, 464, 464.001, Number.POSITIVE_INFINITY].map(float8e4m3.encode)).toEqual([
      0x7e, 0x7e, 0x7f, 0x7f,
    ]);
    expect([-448, -464.001, Number.NEGATIVE_INFINITY].map(float8e4m3.encode)).toEqual([0xfe, 0xff, 0xff]);
    expect(float8e4m3.fromFloat32Bits(0xffc00001)).toBe(0xff);
    expect([nextUp(0x7e, float8e4m3), nextDown(0xfe, float8e4m3)]).toEqual([0x7e, 0xfe]);
  });

  it.each<[number, string, string]>([
    [0x38, 'normal', '(-1)^0 × 2^(7-7) × 1'],
    [0x78, 'normal', '(-1)^0 × 2^(15-7) × 1'],
    [0xfe, 'normal', '(-1)^1 × 2^(15-7) × 1.75'],
    [0x01, 'subnormal', '(-1)^0 × 2^(1-7) × 0.125'],
    [0x80, 'zero', '(-1)^1 × 2^(1-7) × 0'],
    [0x7f, 'nan', 'NaN, quiet: exponent all ones, mantissa 7'],
  ])('word %i is %s: %s', (word, kind, text) => {
    expect(describeWord(float8e4m3, word).kind).toBe(kind);
    expect(equation(float8e4m3, word)).toBe(text);
  });

  it('becomes large by a flip of the highest exponent bit, never infinite', () => {
    expect(flipMagnitudes(float8e4m3, float8e4m3.encode(1.5))[6]?.value).toBe(1.5 * 2 ** 8);
    expect(flipMagnitudes(float8e4m3, float8e4m3.encode(1.75))[6]?.value).toBe(448);
    expect(flipMagnitudes(float8e4m3, float8e4m3.encode(1.875))[6]?.value).toBeNaN();
    const infinite = ALL_WORDS.flatMap((word) => flipMagnitudes(float8e4m3, word)).filter(
      ({ value }) => Math.abs(value) === Number.POSITIVE_INFINITY,
    );
    expect(infinite).toEqual([]);
  });
});
