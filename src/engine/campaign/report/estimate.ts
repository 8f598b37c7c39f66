/**
 * Rates with their intervals from the sums of a campaign. One stratum of pairs: Clopper-Pearson or Wilson on the counts,
 * with the finite population. Several strata, or faults with many images: the weighted, between-fault estimate. A domain
 * (a layer, a bit) is estimated in each stratum it shares, weighted by how many of its faults are there. Where every unit
 * was run, or the faults were given, the rate is exact. Stopped early: the anytime-valid interval of the whole.
 */
import type { BoundPlan } from '../plan/bindPlan.ts';
import { rateInterval } from '../statistics/intervals.ts';
import { anytimeInterval } from '../statistics/sequential.ts';
import { type Estimate, type StratumSample, weightedEstimate } from '../statistics/weighted.ts';
import type { DomainKey, Metric, Moments } from './moments.ts';

export interface Rate {
  /** NaN without a draw. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Trials behind it. */
  readonly n: number;
}

/** `strata`: sums by place in the plan's strata; `key`: what part of the population is meant. */
export function estimate(
  bound: BoundPlan,
  strata: ReadonlyMap<number, Moments>,
  metric: Metric,
  key: DomainKey = {},
): Rate {
  const { plan, imagesPerTrial } = bound;
  const { method, confidence } = plan.interval;
  const drawn = [...strata].filter(([, { n }]) => n > 0);
  const total = drawn.reduce((sum, [, { n }]) => sum + n, 0);
  if (total === 0) return { rate: Number.NaN, low: 0, high: 1, n: 0 };
  if (plan.sampling.kind === 'list' || plan.sampling.kind === 'exhaustive') {
    const rate = drawn.reduce((sum, [, moments]) => sum + moments.sum[metric], 0) / total;
    return { rate, low: rate, high: rate, n: total };
  }
  const samples = drawn.map(([k, moments]) => sampleOf(bound, k, moments, metric, key));
  const [only] = samples;
  if (samples.length === 1 && only !== undefined && imagesPerTrial === 1) {
    const whole = Math.max(only.units, only.n);
    return {
      rate: only.sum / only.n,
      ...rateInterval(method, only.sum, only.n, confidence, whole),
      n: only.n,
    };
  }
  return pick(weightedEstimate(samples, confidence, method));
}

/** The whole population of a uniform plan, at every look at once. */
export function anytime(bound: BoundPlan, moments: Moments, metric: Metric, confidence: number): Rate {
  const population = bound.imagesPerTrial === 1 ? bound.frame : Number.POSITIVE_INFINITY;
  return {
    rate: moments.sum[metric] / moments.n,
    ...anytimeInterval(moments.sum[metric], moments.n, confidence, population),
    n: moments.n,
  };
}

const pick = ({ rate, low, high, n }: Estimate): Rate => ({ rate, low, high, n });

function sampleOf(
  bound: BoundPlan,
  stratum: number,
  { n, sum, squares }: Moments,
  metric: Metric,
  key: DomainKey,
): StratumSample {
  const { population, plan, images, frame, imagesPerTrial } = bound;
  const faults = faultsIn(bound, stratum, key);
  const pairs = plan.unit === 'pair' ? images.length : 1;
  // Sizes of channels and classes are not counted out: without one there is no finite-population correction.
  const counted = Number.isFinite(frame) && key.channel === undefined && key.class === undefined;
  return {
    weight: faults / population.size,
    units: counted ? Math.max(n, faults * pairs) : Number.POSITIVE_INFINITY,
    n,
    sum: imagesPerTrial === 1 ? Math.round(sum[metric]) : sum[metric],
    sumOfSquares: squares[metric],
  };
}

/** Faults of a stratum that belong to a layer and a bit. */
function faultsIn({ population, strata }: BoundPlan, stratum: number, { layer, bit }: DomainKey): number {
  const cut = strata[stratum];
  if (layer === undefined && bit === undefined) return cut?.faults ?? population.size;
  return population.tensors.reduce((sum, { id, node, elements, space }) => {
    if (layer !== undefined && node !== layer) return sum;
    if (cut !== undefined && cut.layer !== null && node !== cut.layer) return sum;
    if (cut !== undefined && cut.tensor !== null && id !== cut.tensor) return sum;
    let variants = 0;
    for (let variant = 0; variant < space.count; variant++) {
      const own = space.bit(variant);
      if ((bit === undefined || own === bit) && (cut?.bit == null || own === cut.bit)) variants++;
    }
    return sum + elements * variants;
  }, 0);
}
