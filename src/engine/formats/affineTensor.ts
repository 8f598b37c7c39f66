/**
 * Affine integers for a whole tensor: one scale and zero point for all of it, or for each group, such as the
 * output channels of a kernel. Source: TensorFlow Lite's quantization specification, per-tensor and per-axis.
 */
import { LabError } from '../labError.ts';
import { asymmetricScale, symmetricScale } from './affineRange.ts';
import type { GroupedFormat } from './groupedFormat.ts';
import { type AffineScale, intAffine } from './intAffine.ts';
import type { ScaleGroups } from './scaleGroups.ts';

export interface GroupRanges {
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
}

export interface AffineTensor extends GroupedFormat {
  /** One per group: what a fault on `kernel.scale` or `kernel.zero` hits. */
  readonly scale: Float32Array;
  readonly zero: Int32Array;
}

/**
 * Least and greatest value of each group. Throws LabError 'bad-input' for NaN and infinities: they have no
 * range.
 */
export function groupRanges(values: Float32Array, groups: ScaleGroups): GroupRanges {
  const lowest = new Float32Array(groups.count).fill(Number.POSITIVE_INFINITY);
  const highest = new Float32Array(groups.count).fill(Number.NEGATIVE_INFINITY);
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) {
      const message = `A range needs finite numbers: element ${i} is ${value}. Give the range by hand.`;
      throw new LabError('bad-input', message, { index: i, got: String(value) });
    }
    const group = groups.of(i);
    lowest[group] = Math.min(lowest[group] as number, value);
    highest[group] = Math.max(highest[group] as number, value);
  });
  return { lowest, highest };
}

/** `width` 2 to 32. The scales of the ranges; `symmetric` puts the zero point at code 0. */
export function affineForRanges(
  { lowest, highest }: GroupRanges,
  groups: ScaleGroups,
  width: number,
  signed: boolean,
  symmetric: boolean,
): AffineTensor {
  const toScale = symmetric ? symmetricScale : asymmetricScale;
  const scales = Array.from(lowest, (low, group) => toScale(low, highest[group] as number, width, signed));
  return affineTensor(scales, groups, width, signed);
}

/** With these scales, one per group, faulty ones too. */
export function affineTensor(
  scales: readonly AffineScale[],
  groups: ScaleGroups,
  width: number,
  signed: boolean,
): AffineTensor {
  return {
    groups,
    formats: scales.map((scale) => intAffine(width, signed, scale)),
    scale: Float32Array.from(scales, ({ scale }) => scale),
    zero: Int32Array.from(scales, ({ zero }) => zero),
  };
}
