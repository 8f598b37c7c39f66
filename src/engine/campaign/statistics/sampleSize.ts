/**
 * How many faults a statistical campaign needs, and the margin it had (Leveugle et al., DATE 2009; Ruospo et al.,
 * DATE 2023): n = N / (1 + e^2 (N - 1) / (t^2 p (1 - p))) for a population of N faults, margin e, expected rate p and
 * quantile t. The fraction is given beside the rounded number, because published tools round differently.
 */
import { LabError } from '../../labError.ts';
import { normalQuantile } from './quantiles.ts';

/** Up by default: never fewer than the formula asks for. SpikingJET takes `floor`, the tables of DATE 2023 `round`. */
export type Rounding = 'ceil' | 'floor' | 'round';

export interface SampleSizeQuestion {
  /** Faults that could be drawn; Infinity where each draw is independent. */
  readonly population: number;
  /** Half the width wanted, as a rate: 0.01 is one percentage point. */
  readonly margin: number;
  /** Quantile of the confidence, see `tOf`. */
  readonly t: number;
  /** Expected rate; 0.5 asks for most faults (data-unaware). */
  readonly rate?: number;
}

export interface SampleSize {
  readonly nExact: number;
  readonly n: number;
}

/** Throws LabError `bad-argument` for numbers that make no sense. */
export function sampleSize(question: SampleSizeQuestion, rounding: Rounding = 'ceil'): SampleSize {
  const { population, margin, t, rate = 0.5 } = question;
  wanted('population', population, population >= 1, 'at least 1');
  wanted('margin', margin, margin > 0 && margin < 1, 'between 0 and 1, e.g. 0.01 for one percentage point');
  wanted('expected rate', rate, rate > 0 && rate < 1, 'between 0 and 1');
  const infinite = (t * t * rate * (1 - rate)) / (margin * margin);
  const nExact =
    population === Number.POSITIVE_INFINITY ? infinite : population / (1 + (population - 1) / infinite);
  return { nExact, n: Math.min(rounded(nExact, rounding), population) };
}

/**
 * Half width of the normal interval around the rate found, with finite-population correction. It is 0 at rates 0 and 1
 * whatever the sample, which is why the lab's own intervals are others.
 */
export function normalMargin(rate: number, n: number, population: number, t: number): number {
  const unseen = population === Number.POSITIVE_INFINITY ? 1 : (population - n) / Math.max(population - 1, 1);
  return t * Math.sqrt(((rate * (1 - rate)) / n) * unseen);
}

/** As DATE 2009 and DATE 2023 print them. */
const PRINTED_T: Readonly<Record<string, number>> = { '0.95': 1.96, '0.99': 2.58 };

/**
 * Two-sided quantile of a confidence: `printed` gives 1.96 and 2.58 for 95 % and 99 % as the papers do and exact ones
 * for the rest, `exact` the quantile of the normal distribution always.
 */
export function tOf(confidence: number, kind: 'printed' | 'exact' = 'printed'): number {
  wanted('confidence', confidence, confidence > 0 && confidence < 1, 'between 0 and 1, e.g. 0.99');
  const printed = kind === 'printed' ? PRINTED_T[String(confidence)] : undefined;
  return printed ?? normalQuantile(1 - (1 - confidence) / 2);
}

/** A hair of tolerance, so that an n that is whole but for rounding errors is not taken for the next one. */
function rounded(nExact: number, rounding: Rounding): number {
  const nearest = Math.round(nExact);
  if (rounding === 'round' || Math.abs(nExact - nearest) <= 1e-9 * nExact) return nearest;
  return rounding === 'ceil' ? Math.ceil(nExact) : Math.floor(nExact);
}

function wanted(what: string, got: number, holds: boolean, range: string): void {
  if (holds) return;
  throw new LabError('bad-argument', `Sample size: the ${what} is ${got}, wanted ${range}.`, { what, got });
}
