/**
 * The report of a campaign: rates with intervals, whole and by layer, bit, layer and bit, channel and class; accuracy and
 * loss; bands. Plain data, made from sums, so that it can be remade at every moment of a run.
 */

import type { BoundPlan } from '../plan/bindPlan.ts';
import { describePlan, type PlanWords } from '../plan/describePlan.ts';
import { isLopsided } from '../plan/planDocument.ts';
import { BANDS, type Band } from '../run/bands.ts';
import type { Row } from '../run/row.ts';
import { halfWidth } from '../statistics/intervals.ts';
import type { Masking } from './deathSums.ts';
import { anytime, estimate, type Rate } from './estimate.ts';
import {
  DOMAINS,
  type Domain,
  type DomainKey,
  METRICS,
  type Metric,
  type Moments,
  RowSums,
} from './moments.ts';

export interface DomainRates {
  readonly key: DomainKey;
  readonly rates: Readonly<Record<Metric, Rate>>;
}

export interface Accuracy {
  /** Weighted back to the population. */
  readonly golden: number;
  readonly faulty: number;
  /** Of the faulty accuracy. */
  readonly interval: Rate;
  /** Mean change of the cross-entropy over images that are not DUE, unweighted. */
  readonly lossChange: number;
  readonly labelled: number;
}

export interface Report {
  readonly words: PlanWords;
  readonly population: { readonly faults: number; readonly elements: number; readonly units: number | null };
  readonly trials: { readonly planned: number; readonly done: number; readonly images: number };
  readonly confidence: number;
  readonly overall: Readonly<Record<Metric, Rate>>;
  /** As drawn, not weighted back; null unless the plan draws uniformly over layers or tensors. */
  readonly asDrawn: Readonly<Record<Metric, number>> | null;
  readonly anytime: { readonly metric: Metric; readonly rate: Rate; readonly stopped: boolean } | null;
  /** Weighted shares of images, closed partition unless the plan says otherwise. */
  readonly bands: Readonly<Record<Band, number>>;
  /** Trials by how the loss changed, unweighted: lossSpread.ts. */
  readonly losses: readonly number[];
  /** Trials by the greatest change of an output, unweighted: outputSpread.ts. */
  readonly outputChanges: readonly number[];
  readonly masking: Masking;
  /** Null without labels. */
  readonly accuracy: Accuracy | null;
  readonly strata: readonly {
    readonly label: string;
    readonly faults: number;
    readonly weight: number;
    readonly trials: number;
    readonly rates: Readonly<Record<Metric, Rate>>;
  }[];
  readonly domains: Readonly<Record<Domain, readonly DomainRates[]>>;
}

export function summarise(rows: Iterable<Row>, bound: BoundPlan): Report {
  const sums = new RowSums(bound);
  for (const row of rows) sums.add(row);
  return reportOf(sums);
}

/** `domains`: those that are wanted; the others stay empty, which saves time where there are thousands of channels. */
export function reportOf(sums: RowSums, domains: readonly Domain[] = DOMAINS): Report {
  const { bound, all } = sums;
  const { plan, population, frame, strata } = bound;
  const byStratum = new Map(all.map((moments, k) => [k, moments]));
  const rates = (strataOf: ReadonlyMap<number, Moments>, key: DomainKey = {}) =>
    Object.fromEntries(METRICS.map((metric) => [metric, estimate(bound, strataOf, metric, key)])) as Record<
      Metric,
      Rate
    >;
  return {
    words: describePlan(bound),
    population: {
      faults: population.size,
      elements: population.elements,
      units: Number.isFinite(frame) ? frame : null,
    },
    trials: {
      planned: bound.trials,
      done: sums.trials,
      images: all.reduce((sum, { images }) => sum + images, 0),
    },
    confidence: plan.interval.confidence,
    overall: rates(byStratum),
    asDrawn: isLopsided(plan.sampling) ? drawnMeans(all) : null,
    anytime: anytimeOf(bound, all[0] as Moments),
    bands: weighted(bound, all, (moments, band) => moments.bands[band] / moments.n, BANDS),
    losses: [...sums.losses],
    outputChanges: [...sums.outputChanges],
    masking: sums.deaths.masking(bound.nodes),
    accuracy: accuracyOf(bound, all),
    strata: strata.map(({ label, faults, weight }, k) => ({
      label,
      faults,
      weight,
      trials: (all[k] as Moments).n,
      rates: rates(new Map([[k, all[k] as Moments]])),
    })),
    domains: Object.fromEntries(
      DOMAINS.map((domain) => [
        domain,
        inOrder(bound, domains.includes(domain) ? sums.domain(domain) : []).map(({ key, strata: own }) => ({
          key,
          rates: rates(own, key),
        })),
      ]),
    ) as Record<Domain, DomainRates[]>,
  };
}

/** Layers as in the graph, everything else by number. */
function inOrder<Place extends { readonly key: DomainKey }>(
  { population }: BoundPlan,
  places: readonly Place[],
): Place[] {
  const layers = [...new Set(population.tensors.map(({ node }) => node))];
  const rank = ({ key }: Place): number[] => [
    layers.indexOf(key.layer ?? ''),
    key.bit ?? 0,
    key.channel ?? 0,
    key.class ?? 0,
  ];
  return [...places].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const place = left.findIndex((part, k) => part !== right[k]);
    return place < 0 ? 0 : (left[place] as number) - (right[place] as number);
  });
}

function anytimeOf(bound: BoundPlan, moments: Moments): Report['anytime'] {
  const { stopping } = bound.plan;
  if (stopping.kind !== 'sequential' || moments.n === 0) return null;
  const rate = anytime(bound, moments, stopping.metric, stopping.confidence);
  return { metric: stopping.metric, rate, stopped: halfWidth(rate) <= stopping.margin };
}

function drawnMeans(all: readonly Moments[]): Record<Metric, number> {
  const n = all.reduce((sum, moments) => sum + moments.n, 0);
  return Object.fromEntries(
    METRICS.map((metric) => [metric, all.reduce((sum, moments) => sum + moments.sum[metric], 0) / n]),
  ) as Record<Metric, number>;
}

/** Stratum means weighted back; strata without a draw are left out. */
function weighted<Name extends string>(
  { strata }: BoundPlan,
  all: readonly Moments[],
  mean: (moments: Moments, name: Name) => number,
  names: readonly Name[],
): Record<Name, number> {
  const drawn = all.flatMap((moments, k) =>
    moments.n > 0 ? [{ moments, weight: strata[k]?.weight ?? 1 }] : [],
  );
  const scale = drawn.reduce((sum, { weight }) => sum + weight, 0);
  return Object.fromEntries(
    names.map((name) => [
      name,
      drawn.reduce((sum, { moments, weight }) => sum + (weight / scale) * mean(moments, name), 0),
    ]),
  ) as Record<Name, number>;
}

function accuracyOf(bound: BoundPlan, all: readonly Moments[]): Accuracy | null {
  const labelled = all.reduce((sum, moments) => sum + moments.labelled, 0);
  if (labelled === 0) return null;
  const means = weighted(bound, all, (moments, name) => moments[name] / Math.max(1, moments.labelled), [
    'goldenRight',
    'faultyRight',
  ] as const);
  const calm = all.reduce(
    (sum, { images, sum: sums, n }) => sum + images - (sums.due * images) / Math.max(1, n),
    0,
  );
  const change = all.reduce((sum, { lossChange }) => sum + lossChange, 0);
  return {
    golden: means.goldenRight,
    faulty: means.faultyRight,
    interval: rightRate(bound, all),
    lossChange: calm > 0 ? change / calm : 0,
    labelled,
  };
}

/** Right answers are a share of each trial's labelled images, estimated as every other share is. */
function rightRate(bound: BoundPlan, all: readonly Moments[]): Rate {
  const asShare = all.map((moments, k): [number, Moments] => {
    const { n, sum, squares } = moments.right;
    const own = {
      ...moments,
      n,
      sum: { ...moments.sum, sdc: sum },
      squares: { ...moments.squares, sdc: squares },
    };
    return [k, own];
  });
  return estimate(bound, new Map(asShare), 'sdc');
}
