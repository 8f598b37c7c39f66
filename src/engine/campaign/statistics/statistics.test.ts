import { describe, expect, it } from 'vitest';
import goldens from '../../fixtures/faults.json' with { type: 'json' };
import scipy from '../../fixtures/statistics.json' with { type: 'json' };
import {
  binomialAtLeast,
  binomialAtMost,
  hypergeometricAtLeast,
  hypergeometricAtMost,
  logBinomial,
  logHypergeometric,
} from './countTails.ts';
import { clopperPearson, wilson } from './intervals.ts';
import { normalQuantile, studentQuantile } from './quantiles.ts';
import { normalMargin, sampleSize, tOf } from './sampleSize.ts';
import { anytimeInterval } from './sequential.ts';

/** Rows of numbers; JSON gives them a loose type. */
type Row = readonly [number, number, number, number, number, number, number];
const rows = (name: keyof typeof scipy): readonly Row[] => scipy[name] as unknown as readonly Row[];

/** Relative, for numbers of any size. */
function expectClose(got: number, wanted: number, tolerance: number): void {
  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(wanted), 1e-300));
}

describe('sample size', () => {
  it.each(goldens.statistical_sample_size)('N = $N, p = $p', (golden) => {
    const question = {
      population: golden.N ?? Number.POSITIVE_INFINITY,
      margin: golden.e,
      rate: golden.p,
      t: golden.t,
    };
    expectClose(sampleSize(question).nExact, golden.n_exact, 1e-15);
    if (golden.n_ceil_scifi !== undefined) expect(sampleSize(question).n).toBe(golden.n_ceil_scifi);
    if (golden.n_floor_spikingjet !== undefined)
      expect(sampleSize(question, 'floor').n).toBe(golden.n_floor_spikingjet);
    if (golden.N === null) expect(sampleSize(question).n).toBe(16641);
  });

  // DATE 2023, tables 1 and 2, and the sizes that follow from them for single layers; rounded to the nearest.
  it.each([
    [17_174_144, 16_625],
    [141_029_376, 16_639],
    [27_648, 10_389],
    [147_456, 14_954],
    [2_359_296, 16_524],
    [864, 821],
  ])('of %d faults draws %d as published', (population, n) => {
    expect(sampleSize({ population, margin: 0.01, t: tOf(0.99) }, 'round').n).toBe(n);
  });

  it.each([
    [0.05, 0.95, 384],
    [0.03, 0.95, 1067],
    [0.02, 0.95, 2401],
    [0.01, 0.95, 9604],
    [0.005, 0.95, 38_415],
    [0.05, 0.99, 666],
    [0.03, 0.99, 1849],
    [0.02, 0.99, 4160],
    [0.01, 0.99, 16_641],
    [0.005, 0.99, 66_564],
  ])('margin %d at %d without an end draws %d', (margin, confidence, n) => {
    const { nExact } = sampleSize({
      population: Number.POSITIVE_INFINITY,
      margin,
      t: tOf(confidence),
    });
    expect(Math.abs(nExact - n)).toBeLessThanOrEqual(1);
  });

  it.each(goldens.sfi_error_margin.examples)('margin of $row', ({ p_hat, n, N, e_recomputed }) => {
    expectClose(normalMargin(p_hat, n, N, 2.58), e_recomputed, 1e-12);
  });

  it('never asks for more than there is, and says what is wrong', () => {
    expect(sampleSize({ population: 1, margin: 0.01, t: 2.58 }).n).toBe(1);
    expect(() => sampleSize({ population: 0, margin: 0.01, t: 2.58 })).toThrow('population is 0');
    expect(() => sampleSize({ population: 9, margin: 1, t: 2.58 })).toThrow('margin is 1');
    expect(() => tOf(99)).toThrow('e.g. 0.99');
  });

  it('takes t as printed or exact', () => {
    expect([tOf(0.95), tOf(0.99)]).toEqual([1.96, 2.58]);
    expectClose(tOf(0.99, 'exact'), 2.5758293035489004, 1e-14);
    expectClose(tOf(0.9), 1.6448536269514722, 1e-14);
  });
});

describe('against SciPy', () => {
  it.each(rows('normal'))('normal quantile of %d', (share, quantile) => {
    expectClose(normalQuantile(share), quantile, 5e-15);
  });

  it.each(rows('student'))('Student quantile of %d, %d', (share, freedom, quantile) => {
    expectClose(studentQuantile(share, freedom), quantile, 1e-9);
  });

  it.each(rows('binomial'))('binomial %d of %d at %d', (k, n, p, logP, atMost, atLeast) => {
    expect(Math.abs(logBinomial(k, n, p) - logP)).toBeLessThan(1e-8 + 1e-12 * Math.abs(logP));
    expectClose(binomialAtMost(k, n, p), atMost, 1e-9);
    expectClose(binomialAtLeast(k, n, p), atLeast, 1e-9);
  });

  it.each(rows('hypergeometric'))('hypergeometric %d of %d, %d of %d', (...row) => {
    const [k, n, marked, population, logP, atMost, atLeast] = row;
    // SciPy's own log-gamma differences lose digits on populations of many millions.
    const digits = population > 1e6 ? 1e-6 : 1e-9;
    expect(Math.abs(logHypergeometric(k, n, marked, population) - logP)).toBeLessThan(digits * 10);
    expectClose(hypergeometricAtMost(k, n, marked, population), atMost, digits);
    expectClose(hypergeometricAtLeast(k, n, marked, population), atLeast, digits);
  });

  it.each(rows('clopperPearson'))('Clopper-Pearson %d of %d at %d', (hits, n, confidence, low, high) => {
    const interval = clopperPearson(hits, n, confidence);
    // SciPy searches to 2e-12.
    expect(Math.abs(interval.low - low)).toBeLessThan(2e-12);
    expect(Math.abs(interval.high - high)).toBeLessThan(2e-12);
  });

  it.each(rows('clopperPearsonOf'))('Clopper-Pearson %d of %d at %d of %d', (...row) => {
    const [hits, n, confidence, population, low, high] = row;
    expect(clopperPearson(hits, n, confidence, population)).toEqual({ low, high });
  });

  it.each(rows('wilson'))('Wilson %d of %d at %d', (hits, n, confidence, low, high) => {
    const interval = wilson(hits, n, confidence);
    // A few hits, or misses, of many have a bound of their own, which is wider.
    if (hits > 3) expectClose(interval.low, low, 1e-12);
    else expect(interval.low).toBeLessThanOrEqual(low + 1e-15);
    if (n - hits > 3) expectClose(interval.high, high, 1e-12);
    else expect(interval.high).toBeGreaterThanOrEqual(high - 1e-15);
  });

  it.each(rows('anytime'))('anytime %d of %d at %d of %d', (...row) => {
    const [hits, n, confidence, population, low, high] = row;
    expect(anytimeInterval(hits, n, confidence, population)).toEqual({ low, high });
  });
});

describe('on an endless population', () => {
  it('finite-population intervals approach the endless ones', () => {
    const endless = clopperPearson(12, 1000, 0.99);
    const huge = clopperPearson(12, 1000, 0.99, 2 ** 50);
    expectClose(huge.low, endless.low, 1e-9);
    expectClose(huge.high, endless.high, 1e-9);
    const anytime = anytimeInterval(12, 1000, 0.99, 2 ** 50);
    expectClose(anytime.high, anytimeInterval(12, 1000, 0.99).high, 1e-9);
  });

  it('one hit of many: the lower bound is that of a Poisson count', () => {
    expectClose(wilson(1, 10_000, 0.95).low, -Math.log(0.95) / 10_000, 1e-9);
  });
});
