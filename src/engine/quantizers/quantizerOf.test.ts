import { expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import type { Quantizer } from './quantizer.ts';
import { QUANTIZER_NAMES, quantizerOf } from './quantizerOf.ts';

/**
 * What get_config of QKeras 0.9.0 and of its fork for Keras 3 gives, and the expression of the same
 * quantizer.
 */
const CONFIGS: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  [
    'quantized_bits(5,1,alpha=1)',
    'quantized_bits',
    {
      bits: 5,
      integer: 1,
      symmetric: 0,
      alpha: 1,
      keep_negative: true,
      use_stochastic_rounding: false,
      qnoise_factor: 1,
    },
  ],
  [
    "quantized_bits(4,0,symmetric=True,alpha='auto')",
    'quantized_bits',
    { bits: 4, integer: 0, symmetric: true, alpha: 'auto', keep_negative: true, post_training_scale: null },
  ],
  [
    'quantized_linear(6,1)',
    'quantized_linear',
    { bits: 6, integer: 1, symmetric: 1, alpha: null, keep_negative: true, use_stochastic_rounding: false },
  ],
  [
    'quantized_relu(6,2,negative_slope=0.25)',
    'quantized_relu',
    { bits: 6, integer: 2, use_sigmoid: 0, negative_slope: 0.25, relu_upper_bound: null, qnoise_factor: 1 },
  ],
  ['quantized_tanh(5)', 'quantized_tanh', { bits: 5, symmetric: false, use_real_tanh: false }],
  ['quantized_sigmoid(5)', 'quantized_sigmoid', { bits: 5, symmetric: false, use_real_sigmoid: false }],
  ['quantized_ulaw(5,1)', 'quantized_ulaw', { bits: 5, integer: 1, symmetric: 0, u: 255 }],
  [
    'quantized_hswish(6,2,alpha=1)',
    'quantized_hswish',
    {
      bits: 6,
      integer: 2,
      alpha: 1,
      keep_negative: true,
      post_training_scale: null,
      relu_shift: 3,
      relu_upper_bound: 6,
    },
  ],
  ['binary(alpha=0.5)', 'binary', { use_01: false, alpha: 0.5, use_stochastic_rounding: false }],
  ["ternary(alpha='auto')", 'ternary', { alpha: 'auto', threshold: null, number_of_unrolls: 5 }],
  ['bernoulli()', 'bernoulli', { alpha: null }],
  ['stochastic_binary(alpha=1)', 'stochastic_binary', { alpha: 1, temperature: 6, use_real_sigmoid: true }],
  [
    "stochastic_ternary(alpha='auto')",
    'stochastic_ternary',
    { alpha: 'auto', threshold: null, temperature: 8, use_real_sigmoid: true, number_of_unrolls: 5 },
  ],
  [
    'quantized_po2(4,max_value=2)',
    'quantized_po2',
    { bits: 4, max_value: 2, quadratic_approximation: false, qnoise_factor: 1, log2_rounding: 'rnd' },
  ],
  [
    'quantized_relu_po2(4)',
    'quantized_relu_po2',
    { bits: 4, max_value: null, negative_slope: 0, qnoise_factor: 1 },
  ],
];

it.each(CONFIGS)('reads the config of %s', (expression, class_name, config) => {
  const quantizer = quantizerOf({ class_name, config }) as Quantizer;
  expect(quantizer.className).toBe(class_name);
  expect(quantizer.expression).toBe(expression);
  expect((quantizerOf(expression) as Quantizer).expression).toBe(expression);
});

it('knows a config of each', () => {
  expect([...new Set(CONFIGS.map(([, name]) => name))]).toEqual([...QUANTIZER_NAMES]);
});

it('refuses a quantized_hswish without a sign, which upstream does not have', () => {
  const config = { class_name: 'quantized_hswish', config: { bits: 6, keep_negative: false } };
  expect(() => quantizerOf(config)).toThrow(/quantized_hswish, keep_negative: got False, wanted True/);
});

it('names what is known where a quantizer is not', () => {
  expect(() => quantizerOf('quantized_magic(4)')).toThrow(LabError);
  expect(() => quantizerOf('quantized_magic(4)')).toThrow(
    /"quantized_magic" is not known here. Use one of: quantized_bits, quantized_linear, /,
  );
  expect(() => quantizerOf('toString')).toThrow(/not known here/);
  expect(quantizerOf('None')).toBeNull();
});
