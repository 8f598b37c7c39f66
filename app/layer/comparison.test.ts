import { describe, expect, it } from 'vitest';
import { compare, nextWhere, tellingElement } from './comparison.ts';

const f32 = (...values: number[]) => Float32Array.from(values);

describe('compare', () => {
  it('locks every view to the golden scale', () => {
    const { views, changed } = compare(f32(-1, 2, 0), f32(-1, 3e38, 0));
    expect(views.faulty.domain).toEqual({ lo: -2, hi: 2 });
    expect(views.difference.domain).toEqual({ lo: 0, hi: 2 });
    expect(views.faulty.scale).toBe('signed');
    expect(views.faulty.tally.above).toBe(1);
    expect(views.golden.tally.above).toBe(0);
    expect(changed).toBe(1);
  });
});

describe('tellingElement', () => {
  it.each([
    ['greatest value below 1 without a change', f32(-3, 0.5, 0.9, 1, 7), f32(-3, 0.5, 0.9, 1, 7), 2],
    ['else the greatest positive value', f32(-9, 3, 2), f32(-9, 3, 2), 1],
    ['else the greatest of all', f32(0, -2, -3), f32(0, -2, -3), 2],
    ['greatest change', f32(9, 1, 1), f32(9, 1.5, 3), 2],
    ['what is not finite comes first', f32(9, 1, 1), f32(9, 3e38, Number.NaN), 2],
    ['first element of zeros', f32(0, 0), f32(0, 0), 0],
  ])('%s', (_, golden, faulty, index) => {
    expect(tellingElement(compare(golden, faulty))).toBe(index);
  });
});

describe('nextWhere', () => {
  it.each([
    [0, 2],
    [2, 4],
    [4, 2],
  ])('after %i comes %i', (from, next) => {
    expect(nextWhere(5, from, (i) => i === 2 || i === 4)).toBe(next);
  });
  it('finds nothing where there is nothing', () => {
    expect(nextWhere(3, 1, () => false)).toBeNull();
  });
});
