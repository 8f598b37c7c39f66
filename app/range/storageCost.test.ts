/** Costs against a plain computation, exact from values and near from bins. */
import { describe, expect, it } from 'vitest';
import { PRESET_NAMES, type RangePreset, withPreset } from './rangePresets.ts';
import { barsOf, countBelow, type Spread, sampleOf, spreadOfCounts, spreadOfValues } from './spread.ts';
import { storageCost } from './storageCost.ts';

/** A bell between -1 and 1 from a fixed recurrence. */
const values = Float32Array.from({ length: 5000 }, (_, k) => {
  const u = (i: number) => (((k + 1) * (i * 7919 + 104729)) % 65536) / 65536;
  return (u(1) + u(2) + u(3) - 1.5) / 1.5;
});
const exact = spreadOfValues('layer/kernel', values, [5000], false);

function counted(bins: number): Spread {
  const { lowest, highest } = exact;
  const counts = new Uint32Array(bins);
  for (const value of values) {
    const bin = Math.min(Math.floor(((value - lowest) / (highest - lowest)) * bins), bins - 1);
    counts[bin] = (counts[bin] as number) + 1;
  }
  const percentiles = [1, 50, 99].map((percent) => ({ percent, value: exact.percentile(percent) }));
  return spreadOfCounts({
    ...{
      tensor: 'layer/output',
      counts,
      lowest,
      highest,
      elements: values.length,
      nonFinite: 0,
      percentiles,
    },
    ...{ revision: 1, over: 'gallery' },
  });
}

/** quantized_bits(5,-1,alpha=1) written out: steps of 1/32 from -1/2 to 15/32. */
function plainly() {
  let [clipped, signal, noise, maxError] = [0, 0, 0, 0];
  const codes = new Set<number>();
  for (const value of values) {
    const steps = value * 32;
    const floor = Math.floor(steps);
    const even = floor % 2 === 0 ? floor : floor + 1;
    const rounded = steps - floor === 0.5 ? even : Math.round(steps);
    const code = Math.min(Math.max(rounded, -16), 15);
    codes.add(code);
    const error = Math.abs(code / 32 - value);
    if (value < -0.5 || value > 15 / 32) clipped++;
    signal += value * value;
    noise += error * error;
    maxError = Math.max(maxError, error);
  }
  return {
    clipped: clipped / values.length,
    sqnrDb: 10 * Math.log10(signal / noise),
    maxError,
    codesUsed: codes.size,
  };
}

const FORMAT = 'quantized_bits(5,-1,alpha=1)';

it('counts exactly what a plain loop counts', () => {
  const cost = storageCost(exact, FORMAT);
  const plain = plainly();
  expect(cost).toMatchObject({ lowest: -0.5, highest: 15 / 32, basis: 'values', codesUsed: plain.codesUsed });
  expect(cost?.clipped).toBe(plain.clipped);
  expect(cost?.sqnrDb).toBeCloseTo(plain.sqnrDb, 6);
  expect(cost?.maxError).toBeCloseTo(plain.maxError, 6);
});

it('comes near from a part of the values', () => {
  if (exact.kind !== 'values') throw new Error('values');
  const part = sampleOf(exact, 1000);
  expect(part.elements).toBe(1000);
  expect(storageCost(part, FORMAT)?.sqnrDb).toBeCloseTo(plainly().sqnrDb, -1);
  expect([part.lowest, part.highest]).toEqual([exact.lowest, exact.highest]);
});

it('leaves the values as they are', () => {
  const before = values.slice();
  storageCost(exact, FORMAT);
  expect(exact.kind === 'values' && exact.values).toEqual(before);
});

it('comes near from bins, and says so', () => {
  const cost = storageCost(counted(2048), FORMAT);
  const plain = plainly();
  expect(cost?.basis).toBe('bins');
  expect(cost?.clipped).toBeCloseTo(plain.clipped, 2);
  expect(cost?.sqnrDb).toBeCloseTo(plain.sqnrDb, 1);
});

it('cannot fit a scale to bins', () => {
  expect(storageCost(counted(64), 'int8(range=minmax)')).toBeNull();
  expect(() => storageCost(exact, 'quantized_bits(1,0,alpha=1,min_po2_exponent=2)')).toThrow(
    /min_po2_exponent/,
  );
});

describe('presets', () => {
  const sqnr = (text: string) => storageCost(exact, text)?.sqnrDb ?? Number.NaN;
  const presets = Object.keys(PRESET_NAMES) as readonly RangePreset[];

  it.each([
    'int6(range=minmax)',
    'quantized_bits(6,3,alpha=1)',
    'quantized_linear(6,3,alpha=1)',
    'fixed(6,0)',
  ])('least error is the least of all on %s', (text) => {
    const best = sqnr(withPreset(text, 'mse', exact));
    for (const preset of presets)
      expect(best).toBeGreaterThanOrEqual(sqnr(withPreset(text, preset, exact)) - 0.05);
  });

  it('least to greatest clips nothing', () => {
    for (const text of ['int6(range=-0.1:0.1)', 'quantized_bits(6,-3,alpha=1)', 'fixed(6,0)'])
      expect(storageCost(exact, withPreset(text, 'minmax', exact))?.clipped).toBeLessThan(0.001);
  });

  it('a percentile clips the rest', () => {
    const { clipped } = storageCost(exact, withPreset('int8(range=minmax)', 'percentile', exact)) ?? {
      clipped: -1,
    };
    expect(clipped).toBeGreaterThan(0);
    expect(clipped).toBeLessThanOrEqual(0.0022);
  });
});

describe('spread', () => {
  it.each([-2, -0.5, 0, 0.123, 2])('counts values below %d alike from values and bins', (at) => {
    const below = values.filter((value) => value < at).length;
    expect(countBelow(exact, at)).toBe(below);
    expect(Math.abs(countBelow(counted(2048), at) - below)).toBeLessThan(20);
  });

  it('puts every value into one bar', () => {
    const { shares, below } = barsOf(exact, -1, 1.001, 64);
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    expect(below[64]).toBe(1);
  });
});
