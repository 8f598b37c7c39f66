import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeThresholds } from './codeThresholds.ts';
import type { Quantizer } from './quantizer.ts';
import { quantizerOf } from './quantizerOf.ts';

const EXPRESSIONS = [
  'quantized_bits(5,1,alpha=0.3)',
  'quantized_linear(1,0)',
  'quantized_relu(6,2,negative_slope=0.25)',
  'quantized_tanh(8,use_real_tanh=True)',
  'quantized_sigmoid(8,use_real_sigmoid=True)',
  'quantized_ulaw(6)',
  'quantized_po2(6)',
  "quantized_po2(5,log2_rounding='floor')",
  'quantized_relu_po2(5,negative_slope=0.5)',
  'ternary()',
  'binary()',
];

describe.each(EXPRESSIONS)('%s', (expression) => {
  const fitted = (quantizerOf(expression) as Quantizer).fit({ values: Float32Array.of(1), shape: [1] });
  const { codes, from } = codeThresholds(fitted);

  it('is the staircase of its thresholds', () => {
    expect(from[0]).toBe(Number.NEGATIVE_INFINITY);
    expect(new Set(codes).size).toBe(codes.length);
    const anywhere = fc.float({ noNaN: true, noDefaultInfinity: true });
    const near = fc.float({ noNaN: true, min: -4, max: 4 });
    fc.assert(
      fc.property(fc.oneof(anywhere, near), (x) => {
        const place = from.findLastIndex((least) => least <= x);
        expect(codes[place]).toBe(fitted.code(x, 0, 0));
      }),
      { numRuns: 400 },
    );
  });
});

it('knows where the codes of the notebook begin', () => {
  const fitted = (quantizerOf('quantized_bits(3,1,alpha=1)') as Quantizer).fit({
    values: Float32Array.of(1),
    shape: [1],
  });
  const { codes, from } = codeThresholds(fitted);
  expect([...codes]).toEqual([-4, -3, -2, -1, 0, 1, 2, 3]);
  // Ties go to the even code: a tie is the first input of an even code, and the last one of the odd code
  // below an odd one.
  const step = 2 ** -25;
  expect(from[4]).toBe(-0.25);
  expect(from[5]).toBe(0.25 + step);
  expect(from[6]).toBe(0.75);
});
