import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../fixtures/affine.json';
import { float32Bits, float32FromBits } from '../words/float32.ts';
import { asymmetricScale, symmetricScale } from './affineRange.ts';
import { levels } from './codeFormat.ts';
import { fixedPoint } from './fixedPoint.ts';
import { flipMagnitudes } from './flipMagnitudes.ts';
import { intAffine } from './intAffine.ts';

const X = vectors.x.map((bits) => float32FromBits(bits));

describe('NumPy agrees', () => {
  const formats = [
    ...vectors.affine.map(({ width, signed, scale, zero, ...golden }) => ({
      format: intAffine(width, signed, { scale: float32FromBits(scale), zero }),
      golden,
    })),
    ...vectors.fixed.map(({ width, signed, fractionBits, ...golden }) => ({
      format: fixedPoint(width, fractionBits, signed),
      golden,
    })),
  ];

  it.each(formats)('on codes and values of $format.name', ({ format, golden }) => {
    const words = X.map((x) => format.encode(x));
    expect(words.map((word) => format.codeOf(word))).toEqual(golden.codes);
    expect(words.map((word) => float32FromBits(format.toFloat32Bits(word)))).toEqual(
      golden.values.map((bits) => float32FromBits(bits)),
    );
    expect(vectors.x.map((bits) => format.fromFloat32Bits(bits))).toEqual(words);
  });
});

describe.each([
  intAffine(8, true, { scale: 0.05, zero: 3 }),
  intAffine(8, false, { scale: 1 / 3, zero: 128 }),
  intAffine(4, true, { scale: 0.7, zero: -1 }),
  intAffine(16, false, { scale: 1e-4, zero: 30000 }),
])('$name', (format) => {
  it('keeps every word, and zero exactly', () => {
    const all = levels(format);
    expect(all.filter(({ reachable }) => !reachable)).toEqual([]);
    expect(format.decode(format.encode(0))).toBe(0);
    expect(format.decode(format.encode(Number.NaN))).toBe(0);
    const inOrder = all.toSorted((a, b) => a.code - b.code);
    expect(inOrder.filter(({ value }, k) => k > 0 && value <= (inOrder[k - 1]?.value as number))).toEqual([]);
  });
});

it('flips bits of the code: the sign of int8 is worth 128 steps', () => {
  const format = intAffine(8, true, { scale: 0.5, zero: 10 });
  const flips = flipMagnitudes(format, format.encode(1));
  expect(format.codeOf(format.encode(1))).toBe(12);
  expect(flips[7]).toMatchObject({ field: 'sign', value: 1 - 64, change: 64 });
  expect(flips[0]).toMatchObject({ field: 'integer', value: 1.5 });
});

it('takes a scale or zero point that a fault has hit', () => {
  const zeroScale = intAffine(8, true, { scale: 0, zero: 5 });
  expect(zeroScale.decode(zeroScale.encode(3))).toBe(0);
  expect(zeroScale.codeOf(zeroScale.encode(0))).toBe(5);
  const huge = intAffine(8, true, { scale: 0.05 * 2 ** 127, zero: 0 });
  expect(huge.decode(1)).toBe(Math.fround(Math.fround(0.05 * 2 ** 127)));
  const beyond = intAffine(8, false, { scale: 1, zero: 1000 });
  expect(beyond.decode(beyond.encode(1))).toBe(255 - 1000);
});

describe('ranges', () => {
  const bound = fc.float({ noNaN: true, min: -1000, max: 1000 });

  it.each<[string, number, number, number, boolean, number, number]>([
    ['symmetric', -1, 0.5, 8, true, 1 / 127, 0],
    ['symmetric', 0, 4, 4, true, 4 / 7, 0],
    ['symmetric', -9, 2.55, 8, false, 0.01, 0],
    ['symmetric', 0, 0, 8, true, 1, 0],
    ['asymmetric', -1, 3, 8, false, 4 / 255, 64],
    ['asymmetric', 0, 2.55, 8, true, 0.01, -128],
    ['asymmetric', 1, 2, 8, false, 2 / 255, 0],
    ['asymmetric', -2, -1, 8, false, 2 / 255, 255],
    ['asymmetric', 0, 0, 8, false, 1, 0],
    ['symmetric', -1.1210387714598537e-44, 0, 4, true, 2 ** -126, 0],
    ['asymmetric', -1.1210387714598537e-44, 0, 4, false, 2 ** -126, 0],
  ])('%s from %d to %d in %i bits, signed %s', (kind, low, high, width, signed, scale, zero) => {
    const got = (kind === 'symmetric' ? symmetricScale : asymmetricScale)(low, high, width, signed);
    expect(got.zero).toBe(zero);
    expect(Math.abs(float32Bits(got.scale) - float32Bits(scale))).toBeLessThanOrEqual(1);
  });

  it('hold what they were made for, to half a step', () => {
    fc.assert(
      fc.property(bound, bound, fc.constantFrom(4, 8, 12), fc.boolean(), (a, b, width, signed) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const scale = asymmetricScale(low, high, width, signed);
        const format = intAffine(width, signed, scale);
        for (const x of [low, high, 0]) {
          expect(Math.abs(format.decode(format.encode(x)) - x)).toBeLessThanOrEqual(
            scale.scale * 0.501 + 1e-30,
          );
        }
        const even = intAffine(width, true, symmetricScale(low, high, width, true));
        expect(even.codeOf(even.encode(-1e9))).toBe(-(2 ** (width - 1)));
        expect(Math.abs(even.codeOf(even.encode(low)))).toBeLessThan(2 ** (width - 1));
      }),
    );
  });
});

it('leaves the lowest code unused where it is symmetric, and rounds as it is told', () => {
  const symmetric = intAffine(8, true, { scale: 0.5, zero: 0 }, { symmetric: true });
  expect([-100, 100].map((x) => symmetric.codeOf(symmetric.encode(x)))).toEqual([-127, 127]);
  expect(symmetric.decode(symmetric.wordOf(-128))).toBe(-64);
  const floor = intAffine(8, true, { scale: 1, zero: 0 }, { round: Math.floor });
  expect([1.9, -1.1].map((x) => floor.codeOf(floor.encode(x)))).toEqual([1, -2]);
});
