/**
 * Trial t of a bound plan: which fault on which image. A pure function of plan and t: it does not depend on the trials
 * before it, on who runs it, or on the order. The random part of a fault (values, sites of an error rate) is drawn from
 * the trial's own seed and resolved here, so that every fault is a string that replays.
 */
import type { Effect, Fault } from '../../faults/fault.ts';
import { printEffect } from '../../faults/print.ts';
import { partSeed } from '../../random/mixWord.ts';
import { permutation } from '../../random/permutation.ts';
import { type DrawBelow, seededDraws } from '../../random/seededDraws.ts';
import { normalQuantile } from '../statistics/quantiles.ts';
import { type BoundPlan, givenFaults, type Stratum, type TensorFacts } from './bindPlan.ts';
import { givenFault } from './givenFault.ts';
import type { Population, PopulationSite, PopulationTensor } from './population.ts';

export interface TrialFault {
  readonly tensor: PopulationTensor;
  readonly element: number;
  readonly effect: Effect;
}

export interface Trial {
  readonly trial: number;
  /** Place in the plan's strata; -1 for a given list. */
  readonly stratum: number;
  /** Place in the bound images; null: the fault meets all of them. */
  readonly image: number | null;
  /** What is hit; null for a given fault string. */
  readonly site: PopulationSite | null;
  /** Empty for a given string that is more than one effect on one word. */
  readonly faults: readonly TrialFault[];
  /** Canonical, unless it was given. */
  readonly text: string;
}

/** Parts of the campaign's seed, so that draws for different purposes are unrelated. */
const SITES = 0x51e5;
const VALUES = 0x7a1e;
const IMAGES = 0x1a6e;

/** `t` from 0 to trials - 1. `image`: for plans that draw afresh for each image, its place in the bound images. */
export function trialOf(bound: BoundPlan, t: number, image = 0): Trial {
  const { plan, images } = bound;
  if (!(Number.isInteger(t) && t >= 0 && t < bound.trials))
    throw new RangeError(`trial ${t} of ${bound.trials}`);
  if (plan.sampling.kind === 'list') {
    const perFault = plan.unit === 'pair' ? images.length : 1;
    const text = givenFaults(plan.sampling)[Math.floor(t / perFault)] as string;
    const whom = plan.unit === 'pair' ? t % perFault : null;
    const fault = givenFault(text, bound.population);
    return { trial: t, stratum: -1, image: whom, site: null, faults: fault === null ? [] : [fault], text };
  }
  const draw = drawNumber(bound, t, image);
  if (plan.fault.amount.kind !== 'one') {
    const below = seededDraws(partSeed(plan.seed, IMAGES), t);
    const whom = plan.unit === 'pair' ? below(images.length) : null;
    const faults = severalSites(bound, draw).map((site, k) => faultAt(bound, site, draw, k, whom ?? image));
    return { trial: t, stratum: 0, image: whom, site: null, faults, text: textOf(faults) };
  }
  const k = stratumOf(bound.strata, t);
  const stratum = bound.strata[k] as Stratum;
  const unit = unitOf(bound, stratum, t - stratum.firstTrial);
  const perFault = plan.unit === 'pair' ? images.length : 1;
  const index = Math.floor(unit / perFault);
  const whom = plan.unit === 'pair' ? unit - index * perFault : null;
  const site = stratum.at(index);
  const faults = [faultAt(bound, site, draw, 0, whom ?? image)];
  return { trial: t, stratum: k, image: whom, site, faults, text: textOf(faults) };
}

/** Place `place` of the stratum's own order; an exhaustive plan goes through in order, endless draws go round again. */
function unitOf({ plan, frame }: BoundPlan, { order, units }: Stratum, place: number): number {
  if (plan.sampling.kind === 'exhaustive') return place;
  if (Number.isFinite(frame)) return order.at(place);
  return order.at(place % units);
}

/** Number of the draw: one per trial, or one per trial and image. */
function drawNumber({ plan, images }: BoundPlan, t: number, image: number): number {
  return plan.redraw === 'per-image' ? t * images.length + image : t;
}

/** Strata without trials share their first number with the next one, so the last with that number is meant. */
function stratumOf(strata: readonly Stratum[], t: number): number {
  let low = 0;
  let high = strata.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((strata[middle] as Stratum).firstTrial <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Different faults of the population, drawn for this draw alone. */
function severalSites({ plan, population }: BoundPlan, draw: number): PopulationSite[] {
  const { amount } = plan.fault;
  const seed = partSeed(partSeed(plan.seed, SITES), draw);
  if (amount.kind === 'rate' && amount.draw === 'bernoulli')
    return bernoulliSites(population, amount.rate, seed);
  const count =
    amount.kind === 'rate'
      ? Math.round(amount.rate * population.size)
      : amount.kind === 'count'
        ? amount.count
        : 1;
  const order = permutation(seed, population.size);
  return Array.from({ length: Math.min(count, population.size) }, (_, k) => population.at(order.at(k)));
}

/** Each fault with probability `rate`, by geometric gaps: the work is in the faults, not in the population. */
function bernoulliSites(population: Population, rate: number, seed: number): PopulationSite[] {
  const below = seededDraws(seed, 0);
  const sites: PopulationSite[] = [];
  const perFault = Math.log1p(-rate);
  let at = -1;
  for (;;) {
    at += 1 + (rate >= 1 ? 0 : Math.floor(Math.log(uniform(below)) / perFault));
    if (at >= population.size) return sites;
    sites.push(population.at(at));
  }
}

function faultAt(
  bound: BoundPlan,
  site: PopulationSite,
  draw: number,
  place: number,
  image: number,
): TrialFault {
  const { plan, population, facts } = bound;
  const tensor = population.tensors[site.tensor] as PopulationTensor;
  const effect = tensor.space.effect(site.variant);
  if (effect !== null) return { tensor, element: site.element, effect };
  if (facts === null) throw new Error('random values were not given the tensors');
  const below = seededDraws(partSeed(partSeed(plan.seed, VALUES), draw), place);
  const value = Math.fround(drawValue(plan.fault, tensor.id, site.element, image, facts, below));
  return { tensor, element: site.element, effect: { kind: 'set', value } };
}

function drawValue(
  fault: BoundPlan['plan']['fault'],
  tensor: string,
  element: number,
  image: number,
  facts: TensorFacts,
  below: DrawBelow,
): number {
  const { min, max, mean, deviation } = facts.range(tensor);
  if (fault.kind === 'noise')
    return facts.value(tensor, element, image) + fault.deviation * deviation * normalQuantile(uniform(below));
  if (fault.kind !== 'random') throw new Error(`${fault.kind} draws no values`);
  switch (fault.draw) {
    case 'unit':
      return uniform(below);
    case 'range':
      return min + uniform(below) * (max - min);
    case 'normal':
      return mean + deviation * normalQuantile(uniform(below));
  }
}

const STEPS = 2 ** 48;

/** In (0, 1), never at an end. */
const uniform = (below: DrawBelow): number => (below(STEPS) + 0.5) / STEPS;

/** `printFaults` of `asFault` of each, in their order, and nothing made on the way: every trial of a campaign is told so. */
export function textOf(faults: readonly TrialFault[]): string {
  let text = '';
  for (const { tensor, element, effect } of faults) {
    const fault = `${tensor.id}[${coordinatesText(element, tensor.shape)}]:${printEffect(effect)}`;
    text = text === '' ? fault : `${text};${fault}`;
  }
  return text;
}

function coordinatesText(element: number, shape: readonly number[]): string {
  let rest = element;
  let text = '';
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number;
    text = text === '' ? `${rest % size}` : `${rest % size},${text}`;
    rest = Math.floor(rest / size);
  }
  return text;
}

/** The format is the storage plan's. */
export function asFault({ tensor, element, effect }: TrialFault): Fault {
  const slash = tensor.id.lastIndexOf('/');
  return {
    site: {
      node: tensor.id.slice(0, slash),
      tensor: tensor.id.slice(slash + 1),
      index: { kind: 'coordinates', axes: coordinates(element, tensor.shape) },
      step: null,
      image: null,
    },
    effect,
    format: null,
  };
}

function coordinates(element: number, shape: readonly number[]): { kind: 'at'; at: number }[] {
  let rest = element;
  const axes: { kind: 'at'; at: number }[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number;
    axes.unshift({ kind: 'at', at: rest % size });
    rest = Math.floor(rest / size);
  }
  return axes;
}
