/**
 * quantized_linear, the successor of quantized_bits: x is divided by the scale, clipped, rounded, and
 * multiplied again. With one bit and a sign the codes are halves, -1/2 and +1/2 steps; here +1 and -1 stand
 * for them. Source: qkeras/quantizers.py, class quantized_linear.
 */
import type { CodeFormat } from '../formats/codeFormat.ts';
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import { groupPerElement, groupsAlong, type ScaleGroups } from '../formats/scaleGroups.ts';
import { givenScale } from './alphaScale.ts';
import { codeGrid, signGrid } from './codeGrid.ts';
import { EPSILON, greatest, leastSquaresScale, nearestPowerOfTwo, requireFinite } from './fitScale.ts';
import {
  ALPHA,
  type Alpha,
  flag,
  IGNORED,
  integer,
  integers,
  optional,
  printBound,
  real,
  type Signature,
} from './parameters.ts';
import type { Draw, FittedQuantizer, FloatTensor, Quantizer } from './quantizer.ts';
import { stochasticRound } from './stochasticRound.ts';
import { straightThrough } from './straightThrough.ts';

export interface LinearParameters {
  readonly bits: number;
  readonly integer: number;
  readonly symmetric: boolean;
  readonly keep_negative: boolean;
  readonly alpha: Alpha;
  readonly use_stochastic_rounding: boolean;
  readonly scale_axis: readonly number[] | null;
  readonly qnoise_factor: number;
  readonly var_name: null;
  readonly use_variables: null;
}

export const LINEAR_SIGNATURE: Signature<LinearParameters> = {
  bits: integer(8, 1, 32),
  integer: integer(0, -32, 32),
  symmetric: flag(true),
  keep_negative: flag(true),
  alpha: ALPHA,
  use_stochastic_rounding: flag(false),
  scale_axis: optional(integers(0)),
  qnoise_factor: real(1, 0),
  var_name: IGNORED,
  use_variables: IGNORED,
};

const f = Math.fround;
const UNROLLED_STEPS = 5;

interface StepScale {
  readonly groups: ScaleGroups;
  readonly steps: Float32Array;
}

export function quantizedLinear(parameters: LinearParameters): Quantizer {
  const { bits, integer: integerBits, keep_negative: signed, alpha, qnoise_factor: qnoise } = parameters;
  const expression = printBound('quantized_linear', parameters, LINEAR_SIGNATURE, 2);
  const typeStep = powerOfTwo(integerBits - bits + (signed ? 1 : 0));

  function steps(tensor: FloatTensor): StepScale {
    if (alpha === 'auto' || alpha === 'auto_po2') return fitSteps(parameters, alpha, tensor);
    const { groups, scale } = givenScale(alpha, tensor.shape, 'quantized_linear');
    return { groups, steps: scale.map((factor) => f(factor * typeStep)) };
  }

  function fit(tensor: FloatTensor, draw?: Draw): FittedQuantizer {
    const { groups, steps: fitted } = steps(tensor);
    const round = parameters.use_stochastic_rounding ? stochasticRound(draw, 1) : roundHalfEven;
    const code = codeFinder(parameters, round);
    const formatsFor = (widths: Float32Array) =>
      Array.from(widths, (step) => grid(expression, parameters, step));
    return {
      formats: formatsFor(fitted),
      withScale: (scale) => formatsFor(scale.map((factor) => f(factor * typeStep))),
      scale: fitted.map((step) => f(step / typeStep)),
      groups,
      ...(draw === undefined ? uniformCodes(parameters, fitted) : {}),
      code: (x, group) => code(f(x / (fitted[group] as number))),
      output: (x, quantized) => straightThrough(x, quantized, qnoise),
    };
  }

  return { className: 'quantized_linear', expression, width: bits, fit };
}

function isSign({ bits, keep_negative: signed }: LinearParameters): boolean {
  return bits === 1 && signed;
}

/** Least and greatest code, in steps. */
function clipBounds(parameters: LinearParameters): readonly [number, number] {
  if (isSign(parameters)) return [-0.5, 0.5];
  const { bits, symmetric, keep_negative: signed } = parameters;
  const levels = powerOfTwo(bits - (signed ? 1 : 0));
  return [signed ? -levels + (symmetric ? 1 : 0) : 0, levels - 1];
}

/** Code of x / step. */
function codeFinder(parameters: LinearParameters, round: (x: number) => number): (steps: number) => number {
  const [least, most] = clipBounds(parameters);
  const clip = (x: number): number => Math.min(Math.max(x, least), most);
  // Half codes: clip, shift down by half a step, round to -1 or 0, and name the two by their sign.
  if (isSign(parameters)) return (x) => (round(f(clip(x) - 0.5)) < 0 ? -1 : 1);
  return (x) => clip(round(clip(x)));
}

/** Nothing for a sign, and for steps that cannot be divided by. */
function uniformCodes(parameters: LinearParameters, steps: Float32Array): Pick<FittedQuantizer, 'uniform'> {
  if (isSign(parameters) || !steps.every((step) => step > 0 && step < Number.POSITIVE_INFINITY)) return {};
  const [least, most] = clipBounds(parameters);
  return { uniform: Array.from(steps, (by) => ({ by, divide: true, zero: 0, least, most })) };
}

function grid(name: string, parameters: LinearParameters, step: number): CodeFormat {
  const { bits, integer: integerBits, keep_negative: signed } = parameters;
  if (isSign(parameters)) return signGrid(name, f(0.5 * step));
  const toCode = codeFinder(parameters, roundHalfEven);
  return codeGrid({
    name,
    width: bits,
    signed,
    fractionBits: bits - (signed ? 1 : 0) - integerBits,
    toCode: (value) => (step === 0 ? 0 : toCode(f(f(value) / step))),
    toValue: (code) => f(code * step),
  });
}

/** On tensors of rank 0 and 1 upstream fits every element by itself. */
function fitSteps(parameters: LinearParameters, alpha: 'auto' | 'auto_po2', tensor: FloatTensor): StepScale {
  requireFinite(tensor, 'quantized_linear');
  const { values, shape } = tensor;
  const { keep_negative: signed, scale_axis: axes } = parameters;
  const groups = shape.length <= 1 ? groupPerElement(shape) : groupsAlong(shape, axes);
  const [least, most] = clipBounds(parameters);
  const range = f(f(most) - f(least));
  const data = greatest(values, groups, signed ? Math.abs : (x) => x);
  const start = data.map((x) => Math.max(f((signed ? f(x * 2) : x) / range), EPSILON));
  if (alpha === 'auto') return { groups, steps: start };
  const code = codeFinder(parameters, roundHalfEven);
  const toSteps = isSign(parameters) ? 0.5 : 1;
  let steps = start.map(nearestPowerOfTwo);
  for (let k = 0; k < (isSign(parameters) ? 1 : UNROLLED_STEPS); k++) {
    const before = steps;
    const codes = values.map((x, i) => toSteps * code(f(x / (before[groups.of(i)] as number))));
    steps = leastSquaresScale(values, codes, groups).map(nearestPowerOfTwo);
    if (steps.every((step, group) => step === before[group])) break;
  }
  return { groups, steps };
}
