import { describe, expect, it, test } from 'vitest';
import { LabError } from '../labError.ts';
import { seededFloats } from '../testing/seededFloats.ts';
import { affineEncoder, affineScale } from './affineFormat.ts';
import { type AffineSpec, readAffineSpec } from './affineSpec.ts';
import { type FittedRule, fitRange } from './fitRange.ts';

function spread(count: number, power: number): Float32Array {
  const floats = seededFloats(`spread ${power}`);
  return Float32Array.from({ length: count }, () => floats.uniform(-1, 1) ** power * 4);
}

const specOf = (text: string): AffineSpec => readAffineSpec(text) as AffineSpec;
const rangeOf = (values: Float32Array, text: string) => {
  const spec = specOf(text);
  return fitRange(values, spec.range as FittedRule, spec);
};

function squaredError(values: Float32Array, lowest: number, highest: number, spec: AffineSpec): number {
  const format = affineEncoder(affineScale({ lowest, highest }, spec), spec);
  return values.reduce((sum, x) => sum + (format.decode(format.encode(x)) - x) ** 2, 0);
}

describe('a fitted range', () => {
  it('is the least and the greatest value', () => {
    expect(rangeOf(Float32Array.of(3, -2, 0.5), 'int8(range=minmax)')).toEqual({ lowest: -2, highest: 3 });
    expect(rangeOf(new Float32Array(0), 'int8(range=minmax)')).toEqual({ lowest: 0, highest: 0 });
  });

  // numpy.percentile(range(101), [2, 98]); of magnitudes of -50..50: numpy.percentile(abs, 98) = 49.
  it('lies between percentiles, of magnitudes where it is symmetric', () => {
    const rising = Float32Array.from({ length: 101 }, (_, i) => i);
    expect(rangeOf(rising.toReversed(), 'int8(range=percentile:98)')).toEqual({ lowest: 2, highest: 98 });
    const both = rising.map((x) => x - 50);
    expect(rangeOf(both, 'int8(range=percentile:98,symmetric)')).toEqual({ lowest: -49, highest: 49 });
  });

  test.each([
    'int4(range=mse)',
    'int4(range=mse,symmetric)',
    'uint4(range=mse)',
    'int8(range=mse,rounding=floor)',
  ])('%s is nearly as good as any of a fine grid, measured on the values themselves', (text) => {
    const spec = specOf(text);
    const values = spread(3000, 5).map((x) => (spec.signed ? x : Math.abs(x)));
    const found = rangeOf(values, text);
    const ours = squaredError(values, found.lowest, found.highest, spec);
    let best = Number.POSITIVE_INFINITY;
    for (let low = 0; low <= 40; low++) {
      for (let high = 1; high <= 40; high++)
        best = Math.min(best, squaredError(values, (-4 * low) / 40, (4 * high) / 40, spec));
    }
    expect(ours).toBeLessThan(best * 1.05);
    const whole = rangeOf(values, text.replace('mse', 'minmax'));
    expect(ours).toBeLessThanOrEqual(squaredError(values, whole.lowest, whole.highest, spec));
  });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d has no range', (bad) => {
  const attempt = (): unknown => rangeOf(Float32Array.of(1, bad), 'int8(range=mse)');
  expect(attempt).toThrow(LabError);
  expect(attempt).toThrow(/element 1 is .*Give the range by hand/);
});
