import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../fixtures/float16.json';
import { float32Bits, float32FromBits } from '../words/float32.ts';
import { isNaNWord, nextUp } from '../words/signMagnitude.ts';
import { bfloat16 } from './bfloat16.ts';
import { float16 } from './float16.ts';
import { float32 } from './float32.ts';
import type { Format } from './format.ts';
import { FORMATS } from './formatByName.ts';

const ALL_WORDS = Array.from({ length: 65536 }, (_, word) => word);
const CASES = [
  { format: float16, golden: vectors.float16 },
  { format: bfloat16, golden: vectors.bfloat16 },
];

/** Rows that a predicate refuses: one assertion for thousands of rows, and a failure shows the rows. */
function refused<Row>(rows: readonly Row[], accepts: (row: Row) => boolean): Row[] {
  return rows.filter((row) => !accepts(row)).slice(0, 5);
}

describe.each(CASES)('$format.name', ({ format, golden }) => {
  it('encodes doubles as NumPy and exact fractions do: ties, subnormals, overflow', () => {
    expect(golden.encode.length).toBeGreaterThan(2000);
    expect(refused(golden.encode, ([value, word]) => format.encode(Number(value)) === word)).toEqual([]);
  });

  it('decodes every word as NumPy does', () => {
    expect(refused(golden.decode, ([word, bits]) => format.toFloat32Bits(word as number) === bits)).toEqual(
      [],
    );
    const words = Uint32Array.from(ALL_WORDS, (word) =>
      isNaNWord(word, format) ? 0x7fc00000 : format.toFloat32Bits(word),
    );
    expect(createHash('sha256').update(words).digest('hex')).toBe(golden.decodeSha256);
  });

  it('keeps all 65,536 words on the way to float32 and back, NaN payloads included', () => {
    expect(refused(ALL_WORDS, (word) => format.fromFloat32Bits(format.toFloat32Bits(word)) === word)).toEqual(
      [],
    );
    expect(
      refused(ALL_WORDS, (word) => format.fromFloat32Bits(format.toFloat32Bits(word) | 0) === word),
    ).toEqual([]);
    const numbers = ALL_WORDS.filter((word) => !isNaNWord(word, format));
    expect(refused(numbers, (word) => format.encode(format.decode(word)) === word)).toEqual([]);
  });

  it('rounds every tie to the even word and a hair beside it to the near one', () => {
    const wrong = ALL_WORDS.slice(0, format.infinity - 1).filter((word) => {
      const tie = (format.decode(word) + format.decode(word + 1)) / 2;
      const hair = tie * 2 ** -50;
      const even = word % 2 === 0 ? word : word + 1;
      const words = [tie, tie + hair, tie - hair, -tie].map(format.encode);
      return !(
        words[0] === even &&
        words[1] === word + 1 &&
        words[2] === word &&
        words[3] === format.signBit + even
      );
    });
    expect(wrong).toEqual([]);
  });

  it('becomes infinity from half a step above the largest value on', () => {
    const largest = format.decode(format.infinity - 1);
    const half = (largest - format.decode(format.infinity - 2)) / 2;
    expect(format.encode(largest + half)).toBe(format.infinity);
    expect(format.encode(largest + half * (1 - 2 ** -20))).toBe(format.infinity - 1);
    expect(format.encode(-1e300)).toBe(format.signBit + format.infinity);
  });

  it('keeps the sign and the top of a NaN payload, and is quiet where none is left', () => {
    const spare = 23 - format.mantissaBits;
    expect(format.fromFloat32Bits(0x7f800001)).toBe(format.infinity + 2 ** (format.mantissaBits - 1));
    expect(format.fromFloat32Bits(0xff800000 + 2 ** spare)).toBe(format.signBit + format.infinity + 1);
    expect(format.fromFloat32Bits(0x7fffffff)).toBe(format.signBit - 1);
    expect(format.decode(format.encode(Number.NaN))).toBeNaN();
  });
});

describe('float32', () => {
  it('encodes as Math.fround rounds', () => {
    const anyDouble = fc.double();
    const nearFloat = fc
      .tuple(fc.float({ noNaN: true }), fc.integer({ min: -3, max: 3 }))
      .map(
        ([value, steps]) => (value + float32FromBits(nextUp(float32Bits(value)))) * (0.5 + steps * 2 ** -53),
      );
    fc.assert(
      fc.property(fc.oneof(anyDouble, nearFloat), (value) => {
        expect(float32.encode(value)).toBe(float32Bits(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves words as they are, NaN payloads included', () => {
    for (const word of [0, 1, 0x3dcccccd, 0x7f800000, 0x7f800001, 0xffc00123, 0x80000000, 0x007fffff]) {
      expect(float32.toFloat32Bits(word)).toBe(word);
      expect(float32.fromFloat32Bits(word | 0)).toBe(word);
    }
  });
});

describe.each(FORMATS)('fields of $name', (format: Format) => {
  it('are the whole word, from the sign down', () => {
    const bits = format.fields.flatMap(({ high, low }) =>
      Array.from({ length: high - low + 1 }, (_, k) => high - k),
    );
    expect(bits).toEqual(Array.from({ length: format.width }, (_, k) => format.width - 1 - k));
    expect(format.fields.map((field) => field.letter).join('')).toBe('SEM');
  });

  it('stand at float32Shift in the float32 word, where there is one', () => {
    const samples = [
      0,
      1,
      2,
      77,
      format.infinity - 1,
      format.infinity,
      format.infinity + 3,
      format.signBit + 77,
    ];
    const shifted = samples.every(
      (word) => format.toFloat32Bits(word) === (word << (format.float32Shift ?? 13)) >>> 0,
    );
    expect(shifted).toBe(format.float32Shift !== null);
  });
});
