/** Words of the quantizers for which upstream defines none: what each bit means, and what a flip does. */
import { describe, expect, it } from 'vitest';
import { type CodeFormat, levels } from '../formats/codeFormat.ts';
import { flipMagnitudes } from '../formats/flipMagnitudes.ts';
import type { Quantizer } from './quantizer.ts';
import { quantizerOf } from './quantizerOf.ts';

function formatOf(expression: string): CodeFormat {
  const fitted = (quantizerOf(expression) as Quantizer).fit({ values: Float32Array.of(1), shape: [1] });
  return fitted.formats[0] as CodeFormat;
}

const values = (expression: string): number[] => levels(formatOf(expression)).map(({ value }) => value);
const layout = (expression: string): string =>
  formatOf(expression)
    .fields.map(({ letter, high, low }) => letter.repeat(high - low + 1))
    .join('');

describe('words', () => {
  it.each<[string, string, readonly number[]]>([
    ['binary(alpha=0.5)', 'S', [0.5, -0.5]],
    ['binary(alpha=-0.5)', 'S', [-0.5, 0.5]],
    ['binary(use_01=True,alpha=3)', 'I', [0, 3]],
    ['quantized_bits(1,0)', 'S', [1, -1]],
    ['quantized_linear(1,0)', 'S', [0.5, -0.5]],
    ['ternary(alpha=0.25)', 'SI', [0, 0.25, -0.5, -0.25]],
    ['quantized_tanh(3)', 'SFF', [0, 0.25, 0.5, 0.75, -1, -0.75, -0.5, -0.25]],
    ['quantized_sigmoid(2)', 'FF', [0, 0.25, 0.5, 0.75]],
    ['quantized_po2(3)', 'SEE', [1, 2, 0.25, 0.5, -1, -2, -0.25, -0.5]],
    ['quantized_relu_po2(2)', 'EE', [1, 2, 0.25, 0.5]],
    ['quantized_relu_po2(2,negative_slope=0.5)', 'SEE', [1, 2, 0.25, 0.5, -1, -2, -0.25, -0.5]],
    ['quantized_po2(3,quadratic_approximation=True)', 'SEE', [1, 4, 0.0625, 0.25, -1, -4, -0.0625, -0.25]],
    ['quantized_relu(3,1,negative_slope=0.25)', 'SIF', [0, 0.5, 1, 1.5, -2, -1.5, -1, -0.5]],
  ])('of %s are %s', (expression, bits, expected) => {
    expect(layout(expression)).toBe(bits);
    expect(values(expression)).toEqual(expected);
  });

  it('of po2 quantizers with max_value 1 are one bit longer than bits: 9 exponents, -8 to 0', () => {
    const format = formatOf('quantized_po2(4,max_value=1)');
    const given = levels(format).filter(({ reachable }) => reachable);
    expect(format.width).toBe(5);
    expect(given.map(({ value }) => value).filter((value) => value > 0)).toEqual([
      1,
      ...[-8, -7, -6, -5, -4, -3, -2, -1].map((e) => 2 ** e),
    ]);
  });

  it('of quantized_po2 have no zero: a flip of the exponent multiplies, of the sign negates', () => {
    const format = formatOf('quantized_po2(5)');
    const flips = flipMagnitudes(format, format.encode(4));
    expect(flips.map(({ value, field }) => [value, field])).toEqual([
      [8, 'exponent'],
      [1, 'exponent'],
      [64, 'exponent'],
      [2 ** -6, 'exponent'],
      [-4, 'sign'],
    ]);
    expect(format.decode(format.encode(0))).toBe(2 ** -8);
  });

  it('of quantized_ulaw are steps of the curve, half of them never given', () => {
    const all = levels(formatOf('quantized_ulaw(4)'));
    const given = all.filter(({ reachable }) => reachable);
    // The curve is 0.875703 at step 2, so that is where the clip to 7/8 begins.
    expect(given.map(({ code }) => code)).toEqual([0, 1, 2, -4, -3, -2, -1]);
    expect(given.map(({ value }) => value).slice(2, 4)).toEqual([0.875, -1]);
    expect(all.find(({ code }) => code === 4)?.value).toBe(1);
    expect(all.find(({ code }) => code === -8)?.value).toBeCloseTo(-Math.log(511) / Math.log(256), 6);
  });
});

it.each<[string, string, RegExp]>([
  ['quantized_po2(1)', 'bits', /bits: got 1, wanted a number that leaves 0 to 7 bits/],
  ['quantized_po2(12)', 'bits', /got 12/],
  ['quantized_relu(4,0,negative_slope=2)', 'negative_slope', /at most 1/],
  ['quantized_relu(4,0,1,negative_slope=0.0625)', 'negative_slope', /at least 2\^-3/],
  ["quantized_bits(1,0,alpha='auto')", 'bits', /at least 2 with alpha='auto'/],
  [
    "quantized_bits(4,0,alpha='auto',elements_per_scale=2)",
    'elements_per_scale',
    /None without alpha='auto_po2'/,
  ],
  ['stochastic_ternary(threshold=1)', 'threshold', /refuses 1/],
])('%s is refused: %s', (expression, parameter, message) => {
  const make = (): unknown => quantizerOf(expression);
  expect(make).toThrow(message);
  expect(make).toThrow(
    expect.objectContaining({ code: 'bad-argument', detail: expect.objectContaining({ parameter }) }),
  );
});
