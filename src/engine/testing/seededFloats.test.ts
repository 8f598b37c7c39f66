import { describe, expect, it } from 'vitest';
import { seededFloats, weightValues } from './seededFloats.ts';

describe('seeded numbers', () => {
  it('are these on every machine', () => {
    const floats = seededFloats('pinned');
    const drawn = [floats.uniform(-1, 1), floats.normal(1), floats.below(1000)];
    expect(drawn).toEqual([-0.5374752283096313, 1.1529978513717651, 464]);
  });

  it('are uniform, bell-shaped and whole, within their bounds', () => {
    const floats = seededFloats(1);
    const uniform = Array.from({ length: 4000 }, () => floats.uniform(2, 4));
    const normal = Array.from({ length: 4000 }, () => floats.normal(0.5));
    const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...uniform)).toBeLessThan(4);
    expect(mean(uniform)).toBeCloseTo(3, 1);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(Math.sqrt(mean(normal.map((v) => v * v)))).toBeCloseTo(0.5, 1);
    expect(new Set(Array.from({ length: 200 }, () => floats.below(3)))).toEqual(new Set([0, 1, 2]));
  });

  it('weights: variances are positive, kernels shrink with their inputs', () => {
    expect(Math.min(...weightValues('bn/variance', [100], seededFloats(2)))).toBeGreaterThan(0);
    const spread = (shape: number[]): number => Math.max(...weightValues('kernel', shape, seededFloats(3)));
    expect(spread([1000, 4])).toBeLessThan(spread([10, 400]));
  });
});
