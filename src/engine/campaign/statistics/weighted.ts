/**
 * Intervals for means that are no simple share: strata with weights, and faults whose images are alike (a cluster each,
 * so the variance is that between faults, never that of n x images). The rate is the weighted mean of stratum means; its
 * variance is turned into an effective number of independent draws, on which Clopper-Pearson or Wilson is taken (Korn and
 * Graubard 1998): unlike rate +- z s this does not collapse where hits are rare. Each stratum's variance carries one
 * pseudo-draw at the pooled rate, so that a stratum without hits is not taken for one without risk.
 */
import { clopperPearson, type Interval, type IntervalMethod, unseenShare, wilson } from './intervals.ts';
import { normalQuantile, studentQuantile } from './quantiles.ts';

/** Draws of one stratum: numbers in [0, 1], one per unit drawn. */
export interface StratumSample {
  /** Share of the population. */
  readonly weight: number;
  /** Units it holds; Infinity where draws are independent. */
  readonly units: number;
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

export interface Estimate extends Interval {
  readonly rate: number;
  /** Units drawn. */
  readonly n: number;
  /** Independent draws of one population that would tell as much. */
  readonly effective: number;
}

/** Strata without a draw are left out and the weights of the others scaled up; without any the answer is [0, 1]. */
export function weightedEstimate(
  samples: readonly StratumSample[],
  confidence: number,
  method: IntervalMethod,
): Estimate {
  const drawn = samples.filter(({ n, weight }) => n > 0 && weight > 0);
  const n = drawn.reduce((sum, sample) => sum + sample.n, 0);
  if (n === 0) return { rate: Number.NaN, low: 0, high: 1, n, effective: 0 };
  const scale = drawn.reduce((sum, { weight }) => sum + weight, 0);
  const rate = Math.min(
    1,
    drawn.reduce((sum, sample) => sum + (sample.weight / scale) * (sample.sum / sample.n), 0),
  );
  // Draws as if every stratum had the pooled rate and numbers were 0 or 1.
  let spread = 0;
  let variance = 0;
  for (const sample of drawn) {
    const share = (sample.weight / scale) ** 2 * unseenShare(sample.n, sample.units);
    spread += share / sample.n;
    variance += (share * pooledVariance(sample, rate)) / sample.n;
  }
  if (spread === 0) return { rate, low: rate, high: rate, n, effective: Number.POSITIVE_INFINITY };
  const even = 1 / spread;
  const between = rate * (1 - rate);
  const effective = between === 0 || variance === 0 ? even : between / variance;
  const freedom = Math.max(1, n - drawn.length);
  return { rate, n, effective, ...intervalOn(rate, effective, freedom, confidence, method) };
}

/** Sample variance with one more draw at the pooled rate, taken as 0 or 1. */
function pooledVariance({ n, sum, sumOfSquares }: StratumSample, rate: number): number {
  const mean = (sum + rate) / (n + 1);
  const meanSquare = (sumOfSquares + rate) / (n + 1);
  return Math.max(0, meanSquare - mean * mean) * ((n + 1) / n);
}

function intervalOn(
  rate: number,
  effective: number,
  freedom: number,
  confidence: number,
  method: IntervalMethod,
): Interval {
  const share = 1 - (1 - confidence) / 2;
  // The variance is an estimate of its own: fewer draws by the ratio of the quantiles (Korn and Graubard).
  const draws = effective * (normalQuantile(share) / studentQuantile(share, freedom)) ** 2;
  if (method === 'wilson') return wilson(rate * draws, draws, confidence);
  const least = Math.max(1, Math.floor(draws));
  const hits = rate * least;
  return {
    low: Math.min(rate, clopperPearson(Math.floor(hits + 1e-9), least, confidence).low),
    high: Math.max(rate, clopperPearson(Math.min(least, Math.ceil(hits - 1e-9)), least, confidence).high),
  };
}
