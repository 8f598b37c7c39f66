/**
 * Which elements of a tensor share a scale. QKeras's rule (`_get_scaling_axis`): one scale for each position
 * on the last axis, or on the axes named by `scale_axis`; `elements_per_scale` lets so many neighbours on an
 * axis share one.
 */
import { LabError } from '../labError.ts';

export interface ScaleGroups {
  readonly count: number;
  /** Shape of the scales: the tensor's rank, 1 on axes that are shared whole; empty for one scale for all. */
  readonly shape: readonly number[];
  /** True if `of(i)` is i modulo `count`: one group for each position on the last axis. */
  readonly isCyclic?: boolean;
  /** Group of an element, by flat index. */
  of(flatIndex: number): number;
}

export const ONE_GROUP: ScaleGroups = { count: 1, shape: [], of: () => 0 };

export function groupPerElement(shape: readonly number[]): ScaleGroups {
  return { count: shape.reduce((product, size) => product * size, 1), shape, of: (flatIndex) => flatIndex };
}

/** `axes` null: the last one. A tensor of rank 0 or 1 without axes is one group. */
export function groupsAlong(
  shape: readonly number[],
  axes: readonly number[] | null,
  elementsPerScale: readonly number[] | null = null,
): ScaleGroups {
  if (axes === null && shape.length <= 1) return ONE_GROUP;
  const kept = axes ?? [shape.length - 1];
  const per =
    elementsPerScale?.length === 1 ? kept.map(() => elementsPerScale[0] as number) : elementsPerScale;
  const parts = kept.map((axis, k) => axisPart(shape, axis, per?.[k] ?? 1));
  const count = parts.reduce((product, part) => product * part.count, 1);
  const scaleShape = shape.map((_, axis) => parts[kept.indexOf(axis)]?.count ?? 1);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    const { stride, size, share } = only;
    if (stride === 1 && share === 1) return { count, shape: scaleShape, isCyclic: true, of: (i) => i % size };
    return { count, shape: scaleShape, of: (i) => Math.floor((Math.floor(i / stride) % size) / share) };
  }
  const ordered = parts.toSorted((a, b) => b.stride - a.stride);
  const of = (i: number): number =>
    ordered.reduce(
      (group, part) =>
        group * part.count + Math.floor((Math.floor(i / part.stride) % part.size) / part.share),
      0,
    );
  return { count, shape: scaleShape, of };
}

interface AxisPart {
  readonly size: number;
  readonly stride: number;
  /** Neighbours that share a scale. */
  readonly share: number;
  readonly count: number;
}

function axisPart(shape: readonly number[], axis: number, share: number): AxisPart {
  const size = shape[axis];
  if (size === undefined) {
    const message = `scale_axis: got ${axis}, wanted an axis below ${shape.length} of a tensor of shape [${shape}].`;
    throw new LabError('bad-input', message, {
      parameter: 'scale_axis',
      got: axis,
      wanted: shape.length - 1,
    });
  }
  if (size % share !== 0) {
    const message = `elements_per_scale: got ${share}, wanted a divisor of ${size}, the length of axis ${axis}.`;
    throw new LabError('bad-input', message, { parameter: 'elements_per_scale', got: share, wanted: size });
  }
  return {
    size,
    stride: shape.slice(axis + 1).reduce((product, length) => product * length, 1),
    share,
    count: size / share,
  };
}
