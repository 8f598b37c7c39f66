/**
 * Scales of the quantizers of one or two bits: alpha as given, or the least-squares factor between x and its
 * codes, where a tensor of rank 1 gets a factor for each element. Source: qkeras/quantizers.py,
 * _get_least_squares_scale.
 */
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import { groupPerElement, groupsAlong, type ScaleGroups } from '../formats/scaleGroups.ts';
import { givenScale } from './alphaScale.ts';
import { leastSquaresScale, nearestPowerOfTwo, requireFinite } from './fitScale.ts';
import { type Alpha, refusal } from './parameters.ts';
import type { FloatTensor } from './quantizer.ts';

export interface ScaleOptions {
  readonly axes: readonly number[] | null;
  readonly elementsPerScale: readonly number[] | null;
  readonly leastExponent: number | null;
  readonly mostExponent: number | null;
}

export const LAST_AXIS: ScaleOptions = {
  axes: null,
  elementsPerScale: null,
  leastExponent: null,
  mostExponent: null,
};

export interface SignScale {
  readonly groups: ScaleGroups;
  readonly scale: Float32Array;
}

/** `codeOf` is not called with a given alpha. Throws LabError 'bad-input' or 'bad-argument'. */
export function signScale(
  className: string,
  alpha: Alpha,
  tensor: FloatTensor,
  codeOf: (x: number, index: number) => number,
  options: ScaleOptions = LAST_AXIS,
): SignScale {
  if (alpha !== 'auto' && alpha !== 'auto_po2') return givenScale(alpha, tensor.shape, className);
  requireFinite(tensor, className);
  const groups = fittedGroups(className, tensor.shape, options);
  const scale = leastSquaresScale(tensor.values, tensor.values.map(codeOf), groups);
  return {
    groups,
    scale: alpha === 'auto' ? scale : scale.map((s) => clipped(nearestPowerOfTwo(s), options)),
  };
}

function fittedGroups(
  className: string,
  shape: readonly number[],
  { axes, elementsPerScale }: ScaleOptions,
): ScaleGroups {
  if (shape.length <= 1) return groupPerElement(shape);
  if (elementsPerScale !== null && axes === null) {
    throw refusal(className, 'scale_axis', 'None', 'an axis, since elements_per_scale is given');
  }
  return groupsAlong(shape, axes, elementsPerScale);
}

function clipped(scale: number, { leastExponent, mostExponent }: ScaleOptions): number {
  const raised = leastExponent === null ? scale : Math.max(scale, powerOfTwo(leastExponent));
  return mostExponent === null ? raised : Math.min(raised, powerOfTwo(mostExponent));
}
