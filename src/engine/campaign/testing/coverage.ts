/** Repeated campaigns on a population whose truth is known: how often each kind of interval covers it. */
import { FLOAT32_TENSOR } from '../../formats/groupedFormat.ts';
import { type BoundPlan, bindPlan } from '../plan/bindPlan.ts';
import { readPlan } from '../plan/readPlan.ts';
import type { CampaignPlace } from '../run/campaign.ts';
import { binomialAtLeast, binomialAtMost } from '../statistics/countTails.ts';
import { type Interval, rateInterval } from '../statistics/intervals.ts';
import { anytimeInterval } from '../statistics/sequential.ts';
import { type StratumSample, weightedEstimate } from '../statistics/weighted.ts';
import { covers, IMAGES, rateOf, sampleOf, type Truth } from './truth.ts';

export const CONFIDENCE = 0.95;

/** How a campaign draws, and the intervals that it may give. */
export const DESIGNS: readonly { readonly name: string; readonly plan: (size: number) => string }[] = [
  { name: 'pairs, uniform', plan: (size) => `sampling: {kind: uniform, size: ${size}}` },
  {
    name: 'pairs, layers equal',
    plan: (size) => `sampling: {kind: stratified, by: layer, allocation: equal, size: ${size}}`,
  },
  { name: 'pairs, bits', plan: (size) => `sampling: {kind: stratified, by: bit, size: ${size}}` },
  {
    name: 'pairs, layers and bits equal',
    plan: (size) => `sampling: {kind: stratified, by: layer-bit, allocation: equal, size: ${size}}`,
  },
  { name: 'faults, uniform', plan: (size) => `unit: fault\nsampling: {kind: uniform, size: ${size}}` },
  {
    name: 'faults, layers equal',
    plan: (size) => `unit: fault\nsampling: {kind: stratified, by: layer, allocation: equal, size: ${size}}`,
  },
];

export interface Covered {
  /**
   * Guaranteed: at least the promised share. Nominal: about that share. Safe: about that share, but counts are rounded to
   * the safe side, so it may be more.
   */
  readonly promise: 'guaranteed' | 'nominal' | 'safe';
  readonly times: number;
}

/** Expected hits from which on the steps between whole counts are small enough for a nominal share to be hit closely. */
const PLENTY = 10;

/**
 * What is wrong with so many covers of `repeats`, by binomial tests at level `rare`: guaranteed and safe intervals must
 * not cover too rarely, nominal ones neither too rarely nor too often. Null if nothing is.
 */
export function broken(
  { promise, times }: Covered,
  repeats: number,
  expectedHits: number,
  rare: number,
): 'too rarely' | 'too often' | null {
  if (binomialAtMost(times, repeats, CONFIDENCE) < rare) return 'too rarely';
  const close = promise === 'nominal' && expectedHits >= PLENTY;
  return close && binomialAtLeast(times, repeats, CONFIDENCE) < rare ? 'too often' : null;
}

const METHODS = ['clopper-pearson', 'wilson'] as const;

/** By method, over `repeats` campaigns with seeds of their own. */
export function coverage(
  { plan }: (typeof DESIGNS)[number],
  population: string,
  size: number,
  truth: Truth,
  { program }: CampaignPlace,
  repeats: number,
): Map<string, Covered> {
  const rate = rateOf(truth);
  const found = new Map<string, Covered>();
  const count = (method: string, promise: Covered['promise'], interval: Interval) => {
    const before = found.get(method)?.times ?? 0;
    found.set(method, { promise, times: before + (covers(interval, rate) ? 1 : 0) });
  };
  for (let seed = 1; seed <= repeats; seed++) {
    const bound = bindPlan(readPlan(`seed: ${seed}\n${population}\n${plan(size)}`), {
      graph: program.graph,
      images: Array.from({ length: IMAGES }, (_, image) => image),
      formatOf: () => FLOAT32_TENSOR,
    });
    const samples = sampleOf(bound, truth);
    for (const method of METHODS)
      count(
        `${method}, weighted`,
        method === 'wilson' ? 'nominal' : 'safe',
        weightedEstimate(samples, CONFIDENCE, method),
      );
    if (samples.length === 1 && bound.imagesPerTrial === 1)
      plainPairs(samples[0] as StratumSample, bound, count);
  }
  return found;
}

function plainPairs(
  { sum, n }: StratumSample,
  { frame }: BoundPlan,
  count: (method: string, promise: Covered['promise'], interval: Interval) => void,
): void {
  count('clopper-pearson', 'guaranteed', rateInterval('clopper-pearson', sum, n, CONFIDENCE, frame));
  count('wilson', 'nominal', rateInterval('wilson', sum, n, CONFIDENCE, frame));
  count('anytime', 'guaranteed', anytimeInterval(sum, n, CONFIDENCE, frame));
}
