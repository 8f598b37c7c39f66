import { describe, expect, it } from 'vitest';
import { groupPerElement, groupsAlong, ONE_GROUP, type ScaleGroups } from './scaleGroups.ts';

const members = (groups: ScaleGroups, shape: readonly number[]): number[] =>
  Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => groups.of(i));

describe('groups', () => {
  it.each<
    [
      string,
      readonly number[],
      readonly number[] | null,
      readonly number[] | null,
      readonly number[],
      readonly number[],
    ]
  >([
    ['the last axis', [2, 3], null, null, [1, 3], [0, 1, 2, 0, 1, 2]],
    ['the first axis', [2, 3], [0], null, [2, 1], [0, 0, 0, 1, 1, 1]],
    ['a middle axis', [2, 2, 2], [1], null, [1, 2, 1], [0, 0, 1, 1, 0, 0, 1, 1]],
    ['two axes, in the order of the tensor', [2, 2, 2], [2, 0], null, [2, 1, 2], [0, 1, 0, 1, 2, 3, 2, 3]],
    ['neighbours together', [4, 2], [0], [2], [2, 1], [0, 0, 0, 0, 1, 1, 1, 1]],
    ['neighbours on one of two axes', [4, 2], [0, 1], [2, 1], [2, 2], [0, 1, 0, 1, 2, 3, 2, 3]],
    ['neighbours on all axes alike', [2, 2], [0, 1], [2], [1, 1], [0, 0, 0, 0]],
    ['rank 1 as a whole', [3], null, null, [], [0, 0, 0]],
    ['rank 1 by its axis', [3], [0], null, [3], [0, 1, 2]],
  ])('are %s', (_about, shape, axes, perScale, scaleShape, expected) => {
    const groups = groupsAlong(shape, axes, perScale);
    expect(members(groups, shape)).toEqual(expected);
    expect(groups.shape).toEqual(scaleShape);
    expect(groups.count).toBe(Math.max(...expected) + 1);
  });

  it('may be everything, or every element', () => {
    expect(members(ONE_GROUP, [2, 2])).toEqual([0, 0, 0, 0]);
    expect(members(groupPerElement([2, 2]), [2, 2])).toEqual([0, 1, 2, 3]);
  });

  it('refuse what the shape does not have', () => {
    expect(() => groupsAlong([2, 3], [2])).toThrow(/scale_axis: got 2, wanted an axis below 2 .*\[2,3\]/);
    expect(() => groupsAlong([4, 3], [1], [2])).toThrow(/elements_per_scale: got 2, wanted a divisor of 3/);
  });
});
