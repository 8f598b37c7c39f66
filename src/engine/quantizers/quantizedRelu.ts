/**
 * quantized_relu: unsigned fixed point from 0 up; with a negative slope one bit is the sign, and the negative
 * side has the same steps down to -slope. Source: qkeras/quantizers.py, class quantized_relu. Clipping to
 * `relu_upper_bound` is a float operation there, so the code next above the bound stands for the bound
 * itself; flipped codes beyond are not clipped.
 */
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import { ONE_GROUP } from '../formats/scaleGroups.ts';
import { codeGrid } from './codeGrid.ts';
import { hardSigmoid } from './curves.ts';
import { requirePowerOfTwo, requireWholeSteps } from './parameterChecks.ts';
import { flag, IGNORED, integer, optional, printBound, real, refusal, type Signature } from './parameters.ts';
import type { FittedQuantizer, FloatTensor, Quantizer } from './quantizer.ts';
import { straightThrough } from './straightThrough.ts';

export interface ReluParameters {
  readonly bits: number;
  readonly integer: number;
  readonly use_sigmoid: boolean;
  readonly negative_slope: number;
  readonly use_stochastic_rounding: boolean;
  readonly relu_upper_bound: number | null;
  readonly is_quantized_clip: boolean;
  readonly qnoise_factor: number;
  readonly var_name: null;
  readonly use_ste: boolean;
  readonly use_variables: null;
}

export const RELU_SIGNATURE: Signature<ReluParameters> = {
  bits: integer(8, 1, 32),
  integer: integer(0, -32, 32),
  use_sigmoid: flag(false),
  negative_slope: real(0, 0),
  use_stochastic_rounding: flag(false),
  relu_upper_bound: optional(real(0, 0)),
  is_quantized_clip: flag(true),
  qnoise_factor: real(1, 0),
  var_name: IGNORED,
  use_ste: flag(true),
  use_variables: IGNORED,
};

const NAME = 'quantized_relu';
const f = Math.fround;

export function quantizedRelu(parameters: ReluParameters): Quantizer {
  const {
    bits,
    integer: integerBits,
    negative_slope: slope,
    qnoise_factor: qnoise,
    use_ste: useSte,
  } = parameters;
  const expression = printBound(NAME, parameters, RELU_SIGNATURE, 2);
  checkSlope(parameters);
  const signed = slope !== 0;
  const magnitudeBits = bits - (signed ? 1 : 0);
  const step = powerOfTwo(integerBits - magnitudeBits);
  const most = powerOfTwo(magnitudeBits) - 1;
  // A slope below one step leaves a single negative level, at -slope.
  const negativeStep = Math.min(step, powerOfTwo(integerBits) * slope);
  const bound = upperBound(parameters);
  // Upstream compares in float32; the code is the first at or above the bound.
  const boundCode = Math.ceil(bound / step);
  const toValue = (code: number): number => {
    if (code < 0) return f(code * negativeStep);
    return code === boundCode ? bound : f(code * step);
  };
  const findCode = parameters.use_sigmoid ? sigmoidCode(parameters) : linearCode(parameters);
  const code = (x: number): number => Math.min(findCode(x), most, boundCode);
  const leastCode = signed ? Math.min(-1, -slope * powerOfTwo(magnitudeBits)) : 0;
  const stored = (value: number): number => {
    const steps = roundHalfEven(f(value) / (value < 0 ? negativeStep : step));
    const clipped = f(value) >= bound ? boundCode : steps;
    return Math.min(Math.max(clipped, leastCode), most, boundCode);
  };
  const format = codeGrid({
    name: expression,
    width: bits,
    signed,
    fractionBits: magnitudeBits - integerBits,
    toCode: stored,
    toValue,
  });
  const fitted: FittedQuantizer = {
    formats: [format],
    scale: Float32Array.of(1),
    groups: ONE_GROUP,
    ...(signed || parameters.use_sigmoid
      ? {}
      : {
          uniform: [{ by: 1 / step, divide: false, zero: 0, least: 0, most: Math.min(most, boundCode) }],
        }),
    code,
    output: (x, quantized) => straightThrough(unquantized(parameters, x), quantized, qnoise, useSte),
  };
  function fit(_tensor: FloatTensor, draw?: unknown): FittedQuantizer {
    if (draw !== undefined) requireWholeSteps(NAME, parameters.use_stochastic_rounding);
    return fitted;
  }
  return { className: NAME, expression, width: bits, fit };
}

function linearCode({
  bits,
  integer: integerBits,
  negative_slope: slope,
}: ReluParameters): (x: number) => number {
  const levels = powerOfTwo(bits - (slope === 0 ? 0 : 1));
  const perUnit = levels / powerOfTwo(integerBits);
  const least = Math.min(-1, -slope * levels);
  return (x) => {
    const steps = f(x * perUnit);
    if (!(x < 0)) return roundHalfEven(steps);
    return slope === 0 ? 0 : Math.max(roundHalfEven(f(steps * slope)), least);
  };
}

/** 2 round(sigmoid) - 1 in place of rounding x: steps of two codes, and the last one. */
function sigmoidCode({
  bits,
  integer: integerBits,
  negative_slope: slope,
}: ReluParameters): (x: number) => number {
  const levels = powerOfTwo(bits - (slope === 0 ? 0 : 1));
  const unit = powerOfTwo(integerBits);
  return (x) => {
    const p = f(hardSigmoid(f(x / unit)) * levels);
    const positive = Math.max(2 * roundHalfEven(p) - levels, 0);
    if (slope === 0) return positive;
    return Math.min(positive, levels - 1) + Math.min(2 * roundHalfEven(f(p * slope)) - slope * levels, 0);
  };
}

/** Infinity where the codes alone limit the result; upstream takes a bound of 0 for none. */
function upperBound({ relu_upper_bound: bound, is_quantized_clip: quantizedClip }: ReluParameters): number {
  return bound === null || bound === 0 || quantizedClip ? Number.POSITIVE_INFINITY : f(bound);
}

/** The activation before quantization, to which the straight-through estimator adds. */
function unquantized(parameters: ReluParameters, x: number): number {
  const { bits, integer: integerBits, negative_slope: slope, relu_upper_bound: bound } = parameters;
  const magnitudeBits = bits - (slope === 0 ? 0 : 1);
  const largest = f(powerOfTwo(integerBits) - powerOfTwo(integerBits - magnitudeBits));
  const limit = parameters.is_quantized_clip ? largest : bound === null ? Number.POSITIVE_INFINITY : f(bound);
  if (x > limit) return limit;
  return x < 0 ? f(x * slope) : x;
}

function checkSlope({ bits, negative_slope: slope, use_sigmoid: useSigmoid }: ReluParameters): void {
  requirePowerOfTwo(NAME, 'negative_slope', slope);
  if (slope > 1)
    throw refusal(
      NAME,
      'negative_slope',
      String(slope),
      'at most 1: beyond, the negative side needs more bits than there are',
    );
  if (!useSigmoid) return;
  if (bits > 24)
    throw refusal(NAME, 'bits', String(bits), 'at most 24 with use_sigmoid: float32 has no more');
  if (slope > 0 && slope * powerOfTwo(bits - 1) < 1) {
    throw refusal(
      NAME,
      'negative_slope',
      String(slope),
      `at least 2^-${bits - 1} with use_sigmoid and ${bits} bits`,
    );
  }
}
