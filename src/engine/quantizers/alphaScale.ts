/** Given scales: alpha as a number, none, or one number for each channel of the last axis. */

import { groupsAlong, ONE_GROUP, type ScaleGroups } from '../formats/scaleGroups.ts';
import { LabError } from '../labError.ts';
import type { Alpha } from './parameters.ts';

export interface GivenScale {
  readonly groups: ScaleGroups;
  readonly scale: Float32Array;
}

/** Throws LabError 'bad-input' where there are other numbers of alphas and channels. */
export function givenScale(
  alpha: Exclude<Alpha, string>,
  shape: readonly number[],
  className: string,
): GivenScale {
  if (alpha === null) return { groups: ONE_GROUP, scale: Float32Array.of(1) };
  if (typeof alpha === 'number') return { groups: ONE_GROUP, scale: Float32Array.of(alpha) };
  if (alpha.length === 1) return { groups: ONE_GROUP, scale: Float32Array.from(alpha) };
  const groups = groupsAlong(shape, [Math.max(shape.length - 1, 0)]);
  if (groups.count === alpha.length) return { groups, scale: Float32Array.from(alpha) };
  const message = `${className}, alpha: got ${alpha.length} numbers, wanted one or ${groups.count}, the channels of shape [${shape}].`;
  throw new LabError('bad-input', message, {
    quantizer: className,
    parameter: 'alpha',
    got: alpha.length,
    wanted: groups.count,
  });
}
