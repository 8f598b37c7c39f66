/**
 * quantized_hswish: x min(relu(x + shift), bound) / bound through quantized_bits. Stored values are on the
 * grid of quantized_bits; the curve belongs to `code`. Source: qkeras/quantizers.py, class quantized_hswish.
 */
import { IGNORED, printBound, real, type Signature } from './parameters.ts';
import { BITS_SIGNATURE, type BitsParameters, bitsQuantizer } from './quantizedBits.ts';
import type { Quantizer } from './quantizer.ts';

type HswishParameters = Omit<
  BitsParameters,
  'keep_negative' | 'elements_per_scale' | 'min_po2_exponent' | 'max_po2_exponent' | 'post_training_scale'
> & {
  readonly relu_shift: number;
  readonly relu_upper_bound: number;
  /** Not parameters upstream, but its configs name them, which it then cannot load. */
  readonly keep_negative: true;
  readonly post_training_scale: null;
};

const {
  bits,
  integer,
  symmetric,
  alpha,
  use_stochastic_rounding,
  scale_axis,
  qnoise_factor,
  var_name,
  use_ste,
  use_variables,
} = BITS_SIGNATURE;
const SMALLEST = 2 ** -126;

export const HSWISH_SIGNATURE: Signature<HswishParameters> = {
  bits,
  integer,
  symmetric,
  alpha,
  use_stochastic_rounding,
  scale_axis,
  qnoise_factor,
  var_name,
  use_ste,
  use_variables,
  relu_shift: real(3, SMALLEST),
  relu_upper_bound: real(6, SMALLEST),
  keep_negative: { fallback: true, wanted: 'True', read: (value) => (value === true ? true : undefined) },
  post_training_scale: IGNORED,
};

const f = Math.fround;

export function quantizedHswish(parameters: HswishParameters): Quantizer {
  const { relu_shift: shift, relu_upper_bound: bound, ...shared } = parameters;
  const expression = printBound('quantized_hswish', parameters, HSWISH_SIGNATURE, 2);
  const hswish = (x: number): number => f(f(x * Math.min(Math.max(f(x + f(shift)), 0), f(bound))) / f(bound));
  const rest = {
    keep_negative: true,
    elements_per_scale: null,
    min_po2_exponent: null,
    max_po2_exponent: null,
    post_training_scale: null,
  };
  return bitsQuantizer('quantized_hswish', expression, { ...shared, ...rest }, hswish);
}
