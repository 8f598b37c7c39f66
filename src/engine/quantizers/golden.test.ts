import { describe, expect, it } from 'vitest';
import golden from '../fixtures/qkeras_quantizers.json';
import { type CodeFormat, levels } from '../formats/codeFormat.ts';
import { float32Bits } from '../words/float32.ts';
import { ulpDistance } from '../words/signMagnitude.ts';
import type { FloatTensor, Quantizer } from './quantizer.ts';
import { quantizerOf } from './quantizerOf.ts';
import { quantizeTensor } from './quantizeTensor.ts';

interface GoldenCase {
  readonly expr: string;
  readonly shape: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly scale?: readonly number[];
  readonly range?: string | readonly number[] | null;
}

const CASES = golden.cases as readonly GoldenCase[];
/** Upstream's own list is wrong here: [0, -1] for outputs of -1 and +1. */
const WRONG_RANGES = ['quantized_bits(1,0,0)'];
const RANGED = CASES.filter(({ expr, range }) => Array.isArray(range) && !WRONG_RANGES.includes(expr));

const ulps = (a: number, b: number): number => ulpDistance(float32Bits(a), float32Bits(b));
const far = (got: ArrayLike<number>, wanted: readonly number[]): unknown[] =>
  wanted
    .map((y, i) => [i, y, got[i] as number])
    .filter(([, y, ours]) => ulps(y as number, ours as number) > 1);

describe.each(CASES)('$expr on $shape, as QKeras ran it', ({ expr, shape, x, y, scale }) => {
  const quantizer = quantizerOf(expr) as Quantizer;
  const tensor: FloatTensor = { values: Float32Array.from(x), shape };
  const fitted = quantizer.fit(tensor);
  const quantized = quantizeTensor(fitted, tensor);

  it('gives the same outputs and scales within 1 ulp', () => {
    expect(y.length).toBe(x.length);
    expect(far(quantized.outputs, y)).toEqual([]);
    if (scale !== undefined) {
      expect(scale.length).toBe(fitted.scale.length);
      expect(far(fitted.scale, scale)).toEqual([]);
    }
  });

  it('has codes that mean the values', () => {
    const values = [...quantized.codes].map((code, i) => {
      const format = fitted.formats[fitted.groups.of(i)];
      return format?.decode(format.wordOf(code));
    });
    expect(values).toEqual([...quantized.values]);
  });
});

it.each(RANGED)('$expr has the levels that upstream lists', ({ expr, range }) => {
  const fitted = (quantizerOf(expr) as Quantizer).fit({ values: Float32Array.of(0), shape: [1] });
  // Upstream leaves out the code that a symmetric quantizer never gives, but lists codes above an upper
  // bound.
  const listed = levels(fitted.formats[0] as CodeFormat).filter(
    ({ reachable }) => reachable || expr.includes('relu_upper_bound'),
  );
  expect(listed.map(({ value }) => value)).toEqual(range);
});

it('tests every golden case', () => {
  expect(CASES).toHaveLength(30);
  expect(RANGED).toHaveLength(6);
});
