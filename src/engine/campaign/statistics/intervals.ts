/**
 * Intervals for a rate: `hits` of `n` drawn without replacement from a population. Clopper-Pearson (1934) inverts the
 * exact tails and covers the truth at least as often as promised; on a finite population the tails are hypergeometric,
 * so a sample of everything has width 0. Wilson (1927) covers nominally, with the finite-population correction of its
 * variance, and Brown, Cai and DasGupta's (2001) Poisson bound where it would fail: a few hits of many.
 */
import {
  binomialAtLeast,
  binomialAtMost,
  hypergeometricAtLeast,
  hypergeometricAtMost,
} from './countTails.ts';
import { normalQuantile } from './quantiles.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export type IntervalMethod = 'clopper-pearson' | 'wilson';

export const halfWidth = ({ low, high }: Interval): number => (high - low) / 2;

/** Population Infinity, or a whole number of at least n. Without a draw nothing is known: [0, 1]. */
export function rateInterval(
  method: IntervalMethod,
  hits: number,
  n: number,
  confidence: number,
  population = Number.POSITIVE_INFINITY,
): Interval {
  if (n === 0) return { low: 0, high: 1 };
  return method === 'wilson'
    ? wilson(hits, n, confidence, population)
    : clopperPearson(hits, n, confidence, population);
}

export function clopperPearson(
  hits: number,
  n: number,
  confidence: number,
  population = Number.POSITIVE_INFINITY,
): Interval {
  const side = (1 - confidence) / 2;
  if (population === Number.POSITIVE_INFINITY) {
    return {
      low: hits === 0 ? 0 : rateWhere(0, hits / n, (p) => binomialAtLeast(hits, n, p) < side),
      high: hits === n ? 1 : rateWhere(hits / n, 1, (p) => binomialAtMost(hits, n, p) >= side),
    };
  }
  const least = hits;
  const most = population - (n - hits);
  // The smallest number of marked whose upper tail is not too thin, and the largest whose lower tail is not.
  const low = countWhere(least, most, (marked) => hypergeometricAtLeast(hits, n, marked, population) < side);
  const beyond = countWhere(
    least,
    most + 1,
    (marked) => hypergeometricAtMost(hits, n, marked, population) >= side,
  );
  return { low: low / population, high: (beyond - 1) / population };
}

export function wilson(
  hits: number,
  n: number,
  confidence: number,
  population = Number.POSITIVE_INFINITY,
): Interval {
  const rate = hits / n;
  const effective = n / unseenShare(n, population);
  if (effective === Number.POSITIVE_INFINITY) return { low: rate, high: rate };
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const shrink = 1 + (z * z) / effective;
  const centre = (rate + (z * z) / (2 * effective)) / shrink;
  const half =
    (z / shrink) * Math.sqrt((rate * (1 - rate)) / effective + (z * z) / (4 * effective * effective));
  // Few misses are few hits seen from the other end.
  const few = poissonBound(hits, confidence) / n;
  const missing = 1 - poissonBound(n - hits, confidence) / n;
  return {
    low: hits === 0 ? 0 : Math.max(0, Math.min(centre - half, few)),
    high: hits === n ? 1 : Math.min(1, Math.max(centre + half, missing)),
  };
}

/** Factor of the variance of a mean drawn without replacement. */
export function unseenShare(n: number, population: number): number {
  if (population === Number.POSITIVE_INFINITY) return 1;
  return population <= 1 ? 0 : Math.max(0, population - n) / (population - 1);
}

const FEW = 3;

/** The mean below which so many Poisson hits are rarer than 1 - confidence; Infinity where Wilson's own bound serves. */
function poissonBound(hits: number, confidence: number): number {
  if (hits === 0 || hits > FEW) return Number.POSITIVE_INFINITY;
  // Effective counts are not whole: the bound of the whole count below is the safe one.
  const whole = Math.max(1, Math.floor(hits));
  return rateWhere(0, whole, (mean) => {
    let term = Math.exp(-mean);
    let below = 0;
    for (let i = 0; i < whole; i++) {
      below += term;
      term *= mean / (i + 1);
    }
    return 1 - below < 1 - confidence;
  });
}

/** Where `before` turns from true to false in [low, high], to the last digit. */
function rateWhere(low: number, high: number, before: (p: number) => boolean): number {
  let a = low;
  let b = high;
  for (let step = 0; step < 200; step++) {
    const middle = (a + b) / 2;
    if (middle <= a || middle >= b) break;
    if (before(middle)) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/** The first whole number in [low, high] for which `before` is false; `high` if there is none below it. */
function countWhere(low: number, high: number, before: (count: number) => boolean): number {
  let a = low;
  let b = high;
  while (a < b) {
    const middle = a + Math.floor((b - a) / 2);
    if (before(middle)) a = middle + 1;
    else b = middle;
  }
  return a;
}
