/**
 * alpha='auto' and 'auto_po2' of quantized_bits: the scale s = 2 max|x| / levels of each channel, or the
 * power of two that five least-squares steps lead to; codes sign(x) min(floor(|x|/s + 1/2), levels/2). Always
 * signed and symmetric. On tensors of rank 1 the least squares of 'auto_po2' run element by element: upstream
 * takes no mean there. Source: qkeras/quantizers.py, quantized_bits.__call__ and _get_least_squares_scale.
 */
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import { groupPerElement, groupsAlong, type ScaleGroups } from '../formats/scaleGroups.ts';
import { LabError } from '../labError.ts';
import { codeGrid } from './codeGrid.ts';
import { greatest, leastSquaresScale, nearestPowerOfTwo, requireFinite } from './fitScale.ts';
import { refusal } from './parameters.ts';
import type { BitsParameters } from './quantizedBits.ts';
import type { FittedQuantizer, FloatTensor } from './quantizer.ts';

const f = Math.fround;
const UNROLLED_STEPS = 5;

interface StepScale {
  readonly groups: ScaleGroups;
  /** Width of one step in units of 2^integer. */
  readonly steps: Float32Array;
}

export function autoScale(
  className: string,
  expression: string,
  parameters: BitsParameters,
  tensor: FloatTensor,
): Omit<FittedQuantizer, 'output'> {
  const { bits, integer, keep_negative: signed } = parameters;
  const unit = powerOfTwo(integer);
  const half = powerOfTwo(bits - 1) - 1;
  const levelsPerUnit = powerOfTwo(bits - (signed ? 1 : 0));
  const units = tensor.values.map((x) => f(x / unit));
  const { groups, steps } = fitSteps(className, parameters, { values: units, shape: tensor.shape }, half);
  const scale = steps.map((step) => f(step * levelsPerUnit));
  const formatFor = (factor: number) =>
    codeGrid({
      name: expression,
      width: bits,
      signed: true,
      fractionBits: bits - 1 - integer,
      toCode: (value) => nearestCode(f(value), f(f(factor / levelsPerUnit) * unit), half),
      toValue: (code) => f(factor * f((unit * code) / levelsPerUnit)),
    });
  const withScale = (factors: Float32Array) => Array.from(factors, formatFor);
  return {
    formats: withScale(scale),
    withScale,
    scale,
    groups,
    code: (x, group) => symmetricCode(f(x / unit), steps[group] as number, half),
  };
}

/** Rounds half away from zero; a group of zeros has step 0 and code 0. */
function symmetricCode(x: number, step: number, half: number): number {
  if (x === 0) return 0;
  const size = Math.floor(f(f(Math.abs(x) / step) + 0.5));
  return Math.sign(x) * (size < half ? size : half);
}

/** Stored values are codes times a step; -2^(bits-1), which only a fault gives, would be clipped. */
function nearestCode(value: number, step: number, half: number): number {
  const steps = roundHalfEven(f(value / step));
  return Number.isNaN(steps) ? 0 : Math.min(Math.max(steps, -half), half);
}

function fitSteps(
  className: string,
  parameters: BitsParameters,
  units: FloatTensor,
  half: number,
): StepScale {
  const { alpha, scale_axis: axes, post_training_scale: frozen } = parameters;
  requireFinite(units, className);
  const { values, shape } = units;
  // Upstream ignores scale_axis on tensors of rank 1 here.
  const channels = groupsAlong(shape, shape.length > 1 ? axes : null);
  if (frozen !== null) return frozenSteps(className, parameters, frozen, channels);
  const start = greatest(values, channels, Math.abs).map((most) => f(f(most * 2) / f(2 * half)));
  if (alpha === 'auto') return { groups: channels, steps: start };
  const pooled = pooledGroups(className, parameters, shape);
  let fitted: StepScale = { groups: channels, steps: start.map(nearestPowerOfTwo) };
  for (let k = 0; k < UNROLLED_STEPS; k++) {
    const { groups, steps } = fitted;
    const codes = values.map((x, i) => symmetricCode(x, steps[groups.of(i)] as number, half));
    const next = leastSquaresScale(values, codes, pooled).map((step) =>
      clipExponent(nearestPowerOfTwo(step), parameters),
    );
    fitted = { groups: pooled, steps: next };
  }
  return fitted;
}

function pooledGroups(
  className: string,
  { scale_axis: axes, elements_per_scale: perScale }: BitsParameters,
  shape: readonly number[],
): ScaleGroups {
  if (shape.length <= 1) return groupPerElement(shape);
  if (perScale !== null && axes === null)
    throw refusal(className, 'scale_axis', 'None', 'an axis, since elements_per_scale is given');
  return groupsAlong(shape, axes, perScale);
}

function clipExponent(
  scale: number,
  { min_po2_exponent: least, max_po2_exponent: most }: BitsParameters,
): number {
  const raised = least === null ? scale : Math.max(scale, powerOfTwo(least));
  return most === null ? raised : Math.min(raised, powerOfTwo(most));
}

function frozenSteps(
  className: string,
  { bits, keep_negative: signed }: BitsParameters,
  frozen: readonly number[],
  channels: ScaleGroups,
): StepScale {
  const levelsPerUnit = powerOfTwo(bits - (signed ? 1 : 0));
  const steps = Float32Array.from(frozen, (scale) => f(f(scale) / levelsPerUnit));
  if (steps.length === channels.count) return { groups: channels, steps };
  if (steps.length === 1) return { groups: groupsAlong([], null), steps };
  const message = `${className}, post_training_scale: got ${frozen.length} numbers, wanted one or ${channels.count}, one for each channel.`;
  throw new LabError('bad-input', message, {
    quantizer: className,
    parameter: 'post_training_scale',
    got: frozen.length,
    wanted: channels.count,
  });
}
