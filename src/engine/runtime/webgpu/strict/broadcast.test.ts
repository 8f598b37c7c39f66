import { describe, expect, it } from 'vitest';
import { broadcasting } from './broadcast.ts';

/** Every output element's operand indices, by the strides and by the rule of NumPy. */
function indices(
  left: number[],
  right: number[],
  out: number[],
): { byStrides: number[][]; byRule: number[][] } {
  const { dims, leftStrides, rightStrides } = broadcasting(left, right, out);
  const size = out.reduce((product, n) => product * n, 1);
  const dot = (place: number[], strides: number[]): number =>
    place.reduce((sum, at, axis) => sum + at * (strides[axis] as number), 0);
  const byRule = (shape: number[], place: number[]): number => {
    const own = place.slice(place.length - shape.length);
    return shape.reduce((index, n, axis) => index * n + (n === 1 ? 0 : (own[axis] as number)), 0);
  };
  const each = Array.from({ length: size }, (_, i) => i);
  return {
    byStrides: each.map((i) => [dot(placeOf(i, dims), leftStrides), dot(placeOf(i, dims), rightStrides)]),
    byRule: each.map((i) => [byRule(left, placeOf(i, out)), byRule(right, placeOf(i, out))]),
  };
}

function placeOf(index: number, dims: readonly number[]): number[] {
  let rest = index;
  return dims
    .toReversed()
    .map((size) => {
      const at = rest % size;
      rest = Math.floor(rest / size);
      return at;
    })
    .reverse();
}

describe('broadcasting', () => {
  it.each([
    { left: [2, 3], right: [2, 3], out: [2, 3] },
    { left: [], right: [4], out: [4] },
    { left: [4, 1, 6], right: [5, 1], out: [4, 5, 6] },
    { left: [2, 3, 4, 5], right: [5], out: [2, 3, 4, 5] },
    { left: [2, 3, 4, 5], right: [3, 1, 5], out: [2, 3, 4, 5] },
    { left: [2, 1, 4, 1], right: [1, 3, 1, 5], out: [2, 3, 4, 5] },
    { left: [1, 2, 3, 1, 4, 5], right: [2, 2, 3, 6, 4, 5], out: [2, 2, 3, 6, 4, 5] },
  ])('$left with $right', ({ left, right, out }) => {
    const { byStrides, byRule } = indices(left, right, out);
    expect(byStrides).toEqual(byRule);
  });

  it('refuses what does not come down to four axes', () => {
    expect(() => broadcasting([2, 1, 2, 1, 2], [1, 2, 1, 2, 1], [2, 2, 2, 2, 2])).toThrow(/more axes/);
  });
});
