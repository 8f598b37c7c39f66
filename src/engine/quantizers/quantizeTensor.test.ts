import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CodeFormat, levels } from '../formats/codeFormat.ts';
import type { FittedQuantizer, Quantizer } from './quantizer.ts';
import { quantizerOf } from './quantizerOf.ts';
import { quantizeTensor, sqnrDb } from './quantizeTensor.ts';
import { straightThrough } from './straightThrough.ts';

const fitOf = (expression: string, values: readonly number[], shape = [values.length]): FittedQuantizer =>
  (quantizerOf(expression) as Quantizer).fit({ values: Float32Array.from(values), shape });

const GIVEN = [
  'quantized_bits(5,1,alpha=1)',
  'quantized_bits(8,0,alpha=0.3)',
  'quantized_bits(6,2,1,alpha=-1.5)',
  'quantized_bits(1,0,alpha=0.25)',
  'quantized_bits(12,3,keep_negative=False)',
  'quantized_linear(8,2)',
  'quantized_linear(1,0,alpha=0.7)',
  'quantized_linear(6,0,0,alpha=0.3)',
  'quantized_relu(8,2)',
  'quantized_relu(6,2,negative_slope=0.25)',
  'quantized_relu(3,0,negative_slope=0.0625)',
  'quantized_relu(8,3,relu_upper_bound=5.3,is_quantized_clip=False)',
  'quantized_relu(5,2,1)',
  'quantized_tanh(6,use_real_tanh=True)',
  'quantized_sigmoid(6)',
  'quantized_ulaw(6,1)',
  'quantized_po2(6)',
  'quantized_po2(4,max_value=1)',
  'quantized_po2(5,quadratic_approximation=True)',
  'quantized_relu_po2(5)',
  'quantized_relu_po2(5,negative_slope=0.5)',
  'binary(alpha=0.5)',
  'binary(use_01=True)',
  'ternary(alpha=0.5)',
];

describe.each(GIVEN)('%s', (expression) => {
  const fitted = fitOf(expression, [0]);
  const format = fitted.formats[0] as CodeFormat;

  it('stores what it gives: decoding and encoding again changes nothing', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, min: -16, max: 16 }), (x) => {
        const word = format.wordOf(fitted.code(x, 0, 0));
        expect(format.encode(format.decode(word))).toBe(word);
        expect(format.decode(word)).toBeGreaterThanOrEqual(format.lowest);
        expect(format.decode(word)).toBeLessThanOrEqual(format.highest);
      }),
    );
  });

  it('gives every word a value, and each word back from its code', () => {
    const all = levels(format);
    expect(all).toHaveLength(2 ** format.width);
    expect(
      all.filter(({ word, code, value }) => format.wordOf(code) !== word || !Number.isFinite(value)),
    ).toEqual([]);
    expect(all.filter(({ reachable }) => reachable).length).toBeGreaterThan(1);
  });
});

// Upstream gives zero a larger power than small numbers where exponents are quadratic.
it.each(GIVEN.filter((expression) => !expression.includes('quadratic')))('%s is monotone', (expression) => {
  const fitted = fitOf(expression, [0]);
  const format = fitted.formats[0] as CodeFormat;
  const down = expression.includes('alpha=-') ? -1 : 1;
  fc.assert(
    fc.property(
      fc.float({ noNaN: true, min: -16, max: 16 }),
      fc.float({ noNaN: true, min: -16, max: 16 }),
      (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((x) =>
          format.decode(format.wordOf(fitted.code(x, 0, 0))),
        );
        expect(down * (low as number)).toBeLessThanOrEqual(down * (high as number));
      },
    ),
  );
});

describe('a tensor', () => {
  it('counts what is beyond the range, and stores NaN as zero', () => {
    const values = [0.5, 3, -2, -2.01, Number.NaN, Number.POSITIVE_INFINITY];
    const {
      codes,
      values: stored,
      clipped,
    } = quantizeTensor(fitOf('quantized_bits(5,1,alpha=1)', values), {
      values: Float32Array.from(values),
      shape: [6],
    });
    expect([...codes]).toEqual([4, 15, -16, -16, 0, 15]);
    expect([...stored]).toEqual([0.5, 1.875, -2, -2, 0, 1.875]);
    expect(clipped).toBe(3);
  });

  it('has a scale for each channel', () => {
    const tensor = { values: Float32Array.of(1, 10, -0.6, 6, 0.25, -10), shape: [3, 2] };
    const fitted = (quantizerOf("quantized_bits(4,0,1,alpha='auto')") as Quantizer).fit(tensor);
    expect(fitted.groups.shape).toEqual([1, 2]);
    expect([...quantizeTensor(fitted, tensor).codes]).toEqual([7, 7, -4, 4, 2, -7]);
    expect(fitted.scale[1]).toBeCloseTo((10 / 7) * 8, 5);
  });

  it('cannot be fitted with NaN or infinities, and says where', () => {
    expect(() => fitOf("quantized_bits(4,0,alpha='auto')", [1, Number.NaN])).toThrow(/NaN \(element 1\)/);
    expect(() => fitOf('quantized_bits(4,0,alpha=[1,2,3])', [1, 2])).toThrow(
      /alpha: got 3 numbers, wanted one or 2/,
    );
  });
});

it('measures noise in decibel', () => {
  expect(sqnrDb(Float32Array.of(3, 4), Float32Array.of(3, 4.5))).toBeCloseTo(20, 10);
  expect(sqnrDb(Float32Array.of(1), Float32Array.of(1))).toBe(Number.POSITIVE_INFINITY);
  expect(sqnrDb(Float32Array.of(0), Float32Array.of(1))).toBeNaN();
});

it('keeps the noise of the straight-through estimator apart', () => {
  // In float32 the sum loses 1.875 beside 1e8.
  expect(straightThrough(1e8, 1.875)).toBe(0);
  expect(straightThrough(2, 1, 0.5)).toBe(1.5);
  expect(straightThrough(2, 1, 0.25, false)).toBe(1.75);
});

it('gives codes of 32 unsigned bits as they are', () => {
  const tensor = { values: Float32Array.of(0.75, 2, -1), shape: [3] };
  const fitted = (quantizerOf('quantized_relu(32,0)') as Quantizer).fit(tensor);
  expect([...quantizeTensor(fitted, tensor).codes]).toEqual([3 * 2 ** 30, 2 ** 32 - 1, 0]);
});
