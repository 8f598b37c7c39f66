import { describe, expect, it } from 'vitest';
import { tallyOf } from '#app/ui/tally.ts';
import { ABOVE, BELOW, MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import { compare, comparing, nextWhere } from './comparison.ts';

const f32 = (...values: number[]) => Float32Array.from(values);

describe('compare', () => {
  it('locks every view to the golden scale', () => {
    const { views, changed } = compare(f32(-1, 2, 0), f32(-1, 3e38, 0));
    expect(views.faulty.domain).toEqual({ lo: -2, hi: 2 });
    expect(views.difference.domain).toEqual({ lo: 0, hi: 2 });
    expect(views.faulty.scale).toBe('signed');
    expect([...views.golden.codes]).toEqual([63, 250, 125]);
    expect([...views.faulty.codes]).toEqual([63, ABOVE, 125]);
    expect([...views.difference.codes]).toEqual([0, ABOVE, 0]);
    expect(changed).toBe(1);
  });

  it.each([
    ['symmetric with negatives', f32(-3, 1, Infinity), { lo: -3, hi: 3 }],
    ['from zero without', f32(0, 2, Number.NaN), { lo: 0, hi: 2 }],
    ['never empty', f32(0, 0), { lo: 0, hi: 1 }],
  ])('has a scale %s', (_, golden, domain) => {
    expect(compare(golden, golden).views.golden.domain).toEqual(domain);
  });

  it.each([
    ['as wide as the net, if that is wider', { lo: 0, hi: 10 }, { lo: -10, hi: 10 }],
    ['its own, if that is wider', { lo: 0, hi: 1 }, { lo: -2, hi: 2 }],
    ['symmetric, if the net is', { lo: -4, hi: 4 }, { lo: -4, hi: 4 }],
  ])('shares a scale: %s', (_, net, domain) => {
    expect(compare(f32(-1, 2), f32(-1, 2), net).views.faulty.domain).toEqual(domain);
  });

  it('counts what leaves the scale, by the codes that are painted', () => {
    const faulty = f32(-5, 0, 1, 9, 9, Number.NaN, Infinity, -Infinity, -Infinity);
    const { views, changedIndices } = compare(f32(-1, 0, 1, 0, 0, 0, 0, 0, 0), faulty);
    expect(tallyOf(views.faulty.counts)).toEqual({
      below: 1,
      above: 2,
      nan: 1,
      plusInfinity: 1,
      minusInfinity: 2,
    });
    expect([...views.faulty.codes]).toEqual([
      BELOW,
      125,
      250,
      ABOVE,
      ABOVE,
      NAN,
      PLUS_INFINITY,
      MINUS_INFINITY,
      MINUS_INFINITY,
    ]);
    expect([...changedIndices]).toEqual([0, 3, 4, 5, 6, 7, 8]);
  });

  it('tells -0 from 0 and the least change, but not one NaN from another', () => {
    const nans = new Float32Array(Uint32Array.of(0x7fc00000, 0xffc00001).buffer);
    const golden = f32(0, 1, nans[0] as number, 1);
    const faulty = f32(-0, 1 + 2 ** -23, 0, 1);
    new Uint32Array(faulty.buffer)[2] = 0xffc00001;
    const { changedIndices, changedAt, views } = compare(golden, faulty);
    expect([...changedIndices]).toEqual([0, 1]);
    expect([0, 1, 2, 3].map(changedAt)).toEqual([true, true, false, false]);
    expect([...views.difference.codes]).toEqual([1, 1, 0, 0]);
  });

  it('is the same made in slices, and a large one lets others in', () => {
    const golden = Float32Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    const faulty = golden.map((value, i) => (i % 777 === 0 ? value * 3 : value));
    const work = comparing(golden, faulty);
    let slices = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) slices++;
    expect(slices).toBeGreaterThan(10);
    const { changedAt: _, ...made } = step.value;
    const { changedAt: __, ...whole } = compare(golden, faulty);
    expect(made).toEqual(whole);
    expect(made.changed).toBe(Math.ceil(100_000 / 777) - 1);
  });
});

describe('the telling element', () => {
  it.each([
    ['greatest value below 1 without a change', f32(-3, 0.5, 0.9, 1, 7), f32(-3, 0.5, 0.9, 1, 7), 2],
    ['else the greatest positive value', f32(-9, 3, 2), f32(-9, 3, 2), 1],
    ['else the greatest of all', f32(0, -2, -3), f32(0, -2, -3), 2],
    ['greatest change', f32(9, 1, 1), f32(9, 1.5, 3), 2],
    ['what is not finite comes first', f32(9, 1, 1), f32(9, 3e38, Number.NaN), 2],
    ['first element of zeros', f32(0, 0), f32(0, 0), 0],
  ])('%s', (_, golden, faulty, index) => {
    expect(compare(golden, faulty).telling).toBe(index);
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
