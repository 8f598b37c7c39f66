import { describe, expect, it } from 'vitest';
import { affineForRanges, affineTensor, groupRanges } from './affineTensor.ts';
import { decodeAt, encodeAt } from './groupedFormat.ts';
import { groupsAlong, ONE_GROUP } from './scaleGroups.ts';

const KERNEL = Float32Array.of(1, -0.5, 0.25, -2, 0.25, 0.125);
const SHAPE = [3, 2];

function roundTrip(tensor: Parameters<typeof encodeAt>[0]): number[] {
  return Array.from(KERNEL, (value, i) => decodeAt(tensor, encodeAt(tensor, value, i), i));
}

describe('an affine tensor', () => {
  it('has one scale for all, or one for each channel', () => {
    const whole = affineForRanges(groupRanges(KERNEL, ONE_GROUP), ONE_GROUP, 8, true, true);
    expect([...whole.scale]).toEqual([Math.fround(2 / 127)]);
    const channels = groupsAlong(SHAPE, null);
    const each = affineForRanges(groupRanges(KERNEL, channels), channels, 8, true, true);
    expect([...each.scale]).toEqual([Math.fround(1 / 127), Math.fround(2 / 127)]);
    expect([...each.zero]).toEqual([0, 0]);
    const error = (values: number[]): number =>
      Math.max(...values.map((value, i) => Math.abs(value - (KERNEL[i] as number))));
    expect(error(roundTrip(each))).toBeLessThanOrEqual(1 / 127);
    expect(error(roundTrip(each))).toBeLessThanOrEqual(error(roundTrip(whole)));
  });

  it('may be asymmetric: zero stays exact', () => {
    const tensor = affineForRanges(groupRanges(KERNEL, ONE_GROUP), ONE_GROUP, 8, false, false);
    expect([...tensor.zero]).toEqual([170]);
    expect(decodeAt(tensor, encodeAt(tensor, 0, 0), 0)).toBe(0);
  });

  it('rescales a channel when its scale is hit, and shifts all of it when its zero point is', () => {
    const channels = groupsAlong(SHAPE, null);
    const scales = [
      { scale: 0.5, zero: 0 },
      { scale: 0.25, zero: 4 },
    ];
    const golden = affineTensor(scales, channels, 8, true);
    const words = Array.from(KERNEL, (value, i) => encodeAt(golden, value, i));
    const faulty = affineTensor(
      [
        { scale: 0.5 * 2 ** 64, zero: 0 },
        { scale: 0.25, zero: 4 ^ 64 },
      ],
      channels,
      8,
      true,
    );
    const values = words.map((word, i) => decodeAt(faulty, word, i));
    expect(values).toEqual([2 ** 64, -0.5 - 16, 0, -2 - 16, 0, -16]);
  });

  it('has no range with NaN or infinities', () => {
    expect(() => groupRanges(Float32Array.of(0, Number.NaN), ONE_GROUP)).toThrow(/element 1 is NaN/);
  });
});
