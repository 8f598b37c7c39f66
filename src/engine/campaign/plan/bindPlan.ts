/**
 * A plan bound to a model and its inputs: the frame that is drawn from, its strata, how many trials each gets, and with
 * what weight. A unit is what is drawn: a fault on an image (`pair`), or a fault on all of them (`fault`). Nothing has
 * run yet; everything printed about a plan before it runs comes from here.
 */
import type { ModelGraph, NodeId } from '../../graph/modelGraph.ts';
import { LabError } from '../../labError.ts';
import { partSeed } from '../../random/mixWord.ts';
import { type Permutation, permutation } from '../../random/permutation.ts';
import { type Rounding, sampleSize, tOf } from '../statistics/sampleSize.ts';
import { equal, proportional } from './allocate.ts';
import { isLopsided, type Plan, type PlannedSize, type Sampling } from './planDocument.ts';
import { type FormatOf, type Population, populationOf } from './population.ts';
import { type Cut, type CutBy, cutPopulation } from './strata.ts';

export interface Stratum extends Cut {
  readonly label: string;
  /** What is drawn from: faults, times images for pairs. */
  readonly units: number;
  /** Share of the frame. */
  readonly weight: number;
  readonly trials: number;
  /** Number of its first trial. */
  readonly firstTrial: number;
  readonly order: Permutation;
}

export interface BoundPlan {
  readonly plan: Plan;
  readonly population: Population;
  /** Images of the inputs, by their number there. */
  readonly images: readonly number[];
  /** Units that could be drawn; Infinity where each trial is a fresh draw (random values, several sites, error rates). */
  readonly frame: number;
  /** At least one. Empty for a given fault list, which has no frame to speak for. */
  readonly strata: readonly Stratum[];
  readonly trials: number;
  /** Before rounding; null where the size was given or is everything. */
  readonly nExact: number | null;
  readonly t: number;
  /** Images that one row speaks for. */
  readonly imagesPerTrial: number;
  readonly facts: TensorFacts | null;
  /** Of the graph, in its order. */
  readonly nodes: readonly NodeId[];
}

/** Of stored tensors, fault-free; needed where values are drawn from them. */
export interface TensorFacts {
  range(tensor: string): {
    readonly min: number;
    readonly max: number;
    readonly mean: number;
    readonly deviation: number;
  };
  value(tensor: string, element: number, image: number): number;
  /** Expected rate per bit, see bitRates.ts. */
  rates(tensor: string): readonly number[];
}

export interface Surroundings {
  readonly graph: ModelGraph;
  readonly images: readonly number[];
  readonly formatOf: FormatOf;
  readonly facts?: TensorFacts;
}

/** Whether trials are draws of their own and not members of a finite population. */
export function isEndless({ fault }: Pick<Plan, 'fault'>): boolean {
  return fault.amount.kind !== 'one' || fault.kind === 'random' || fault.kind === 'noise';
}

/** Throws LabError `bad-argument` or `unsupported`. */
export function bindPlan(plan: Plan, { graph, images, formatOf, facts }: Surroundings): BoundPlan {
  checkPlan(plan, images);
  const population = populationOf(plan, graph, formatOf);
  const perFault = plan.unit === 'pair' ? images.length : 1;
  const imagesPerTrial = plan.unit === 'pair' ? 1 : images.length;
  const t = tOf(confidenceOf(plan), 'size' in plan.sampling ? formulaOf(plan.sampling.size).t : 'printed');
  const base = {
    plan,
    population,
    images,
    t,
    imagesPerTrial,
    facts: facts ?? null,
    nodes: graph.nodes.map(({ id }) => id),
  };
  if (plan.sampling.kind === 'list') {
    const trials = givenFaults(plan.sampling).length * perFault;
    return { ...base, frame: trials, strata: [], trials, nExact: null };
  }
  const cuts = cutPopulation(population, cutBy(plan));
  const units = cuts.map(({ faults }) => faults * perFault);
  const frame = isEndless(plan) ? Number.POSITIVE_INFINITY : population.size * perFault;
  const { shares, nExact } = allocation(plan, cuts, units, frame, { population, facts: facts ?? null, t });
  let firstTrial = 0;
  const strata = cuts.map((cut, k): Stratum => {
    const trials = shares[k] as number;
    const stratum = {
      ...cut,
      label: labelOf(cut),
      units: units[k] as number,
      weight: cut.faults / population.size,
      trials,
      firstTrial,
      order: permutation(partSeed(plan.seed, k), units[k] as number),
    };
    firstTrial += trials;
    return stratum;
  });
  return { ...base, frame, strata, trials: firstTrial, nExact };
}

/** Throws LabError `bad-argument` for a list that was not read. */
export function givenFaults({ faults }: Extract<Sampling, { kind: 'list' }>): readonly string[] {
  if (faults !== undefined) return faults;
  throw new LabError('bad-argument', 'sampling.faults: is missing; give fault strings, or a file.');
}

function checkPlan(plan: Plan, images: readonly number[]): void {
  const wrong = (message: string) => new LabError('bad-argument', message);
  const { sampling, stopping, fault, unit, population } = plan;
  if (images.length === 0)
    throw wrong('inputs: no image is left to run; widen inputs.images or inputs.only.');
  if (isEndless(plan) && sampling.kind === 'exhaustive')
    throw wrong('sampling: random draws have no end, so they cannot be exhaustive; give a size.');
  if (isEndless(plan) && fault.amount.kind !== 'one' && 'by' in sampling)
    throw wrong('sampling: several faults at once belong to no one stratum; sample uniformly.');
  if (fault.amount.kind !== 'one' && isLopsided(sampling))
    throw wrong('sampling: several faults at once belong to no one layer or tensor; sample uniformly.');
  if (stopping.kind === 'sequential' && sampling.kind !== 'uniform')
    throw wrong('stopping: sequential stopping needs sampling of kind "uniform".');
  if (plan.redraw === 'per-image' && (unit !== 'fault' || !isEndless(plan)))
    throw wrong('redraw: "per-image" is for unit "fault" with faults that are drawn at random.');
  if (population.persistence === 'transient' && population.of === 'parameters' && unit === 'fault')
    throw wrong(
      'population.persistence: a parameter that is faulty in one inference only is seen by one image: use unit "pair".',
    );
}

function cutBy({ sampling }: Plan): CutBy {
  if (sampling.kind === 'stratified') return sampling.by;
  if (sampling.kind === 'uniform-over-tensors') return 'tensor';
  return sampling.kind === 'uniform-over-layers' ? 'layer' : 'none';
}

interface Allocation {
  readonly shares: readonly number[];
  readonly nExact: number | null;
}

function allocation(
  plan: Plan,
  cuts: readonly Cut[],
  units: readonly number[],
  frame: number,
  more: { readonly population: Population; readonly facts: TensorFacts | null; readonly t: number },
): Allocation {
  const { sampling } = plan;
  // Endless draws are not limited by what there is to hit.
  const room = Number.isFinite(frame) ? units : units.map(() => 2 ** 50);
  if (sampling.kind === 'exhaustive') return { shares: units, nExact: null };
  if (sampling.kind === 'list') throw new Error('a list has no strata');
  const formula = formulaOf(sampling.size);
  if (
    sampling.kind === 'stratified' &&
    (sampling.allocation === 'each' || sampling.allocation === 'data-aware')
  ) {
    const rates = sampling.allocation === 'each' ? null : cuts.map((cut) => rateOf(cut, more));
    const sizes = units.map((population, k) =>
      sampleSize(
        {
          population: Number.isFinite(frame) ? population : frame,
          margin: formula.margin,
          rate: rates?.[k] ?? formula.rate,
          t: more.t,
        },
        formula.rounding,
      ),
    );
    return { shares: sizes.map(({ n }) => n), nExact: sizes.reduce((sum, { nExact }) => sum + nExact, 0) };
  }
  const given = typeof sampling.size === 'number' ? sampling.size : null;
  const asked =
    given === null ? sampleSize({ population: frame, ...formula, t: more.t }, formula.rounding) : null;
  const total = given ?? (asked as { n: number }).n;
  if (total > frame)
    throw new LabError(
      'bad-argument',
      `sampling.size: ${total} trials of ${frame} without replacement; wanted at most ${frame}, or kind "exhaustive".`,
      { got: total, wanted: frame },
    );
  const even = isLopsided(sampling) || (sampling.kind === 'stratified' && sampling.allocation === 'equal');
  return {
    shares: even
      ? equal(room, total)
      : Number.isFinite(frame)
        ? proportional(units, total)
        : spread(units, total),
    nExact: asked?.nExact ?? null,
  };
}

/** Proportional without a limit by what there is. */
function spread(units: readonly number[], total: number): number[] {
  const sum = units.reduce((all, size) => all + size, 0);
  return proportional(
    units.map((size) => (size / sum) * 2 ** 50),
    total,
  );
}

function rateOf(
  cut: Cut,
  { population, facts }: { readonly population: Population; readonly facts: TensorFacts | null },
): number {
  if (cut.bit === null)
    throw new LabError(
      'bad-argument',
      'sampling.allocation: "data-aware" needs strata by bit: use by: layer-bit or bit.',
    );
  if (facts === null) throw new Error('data-aware allocation was not given the tensors');
  const { bit, layer } = cut;
  const tensors = population.tensors.filter(({ node }) => layer === null || node === layer);
  const elements = tensors.reduce((sum, tensor) => sum + tensor.elements, 0);
  return tensors.reduce(
    (sum, tensor) => sum + ((facts.rates(tensor.id)[bit] ?? 0) * tensor.elements) / elements,
    0,
  );
}

interface Formula {
  readonly margin: number;
  readonly confidence: number;
  readonly rate: number;
  readonly t: 'printed' | 'exact';
  readonly rounding: Rounding;
}

const DEFAULT_FORMULA: Formula = {
  margin: 0.01,
  confidence: 0.99,
  rate: 0.5,
  t: 'printed',
  rounding: 'ceil',
};

const formulaOf = (size: PlannedSize): Formula => (typeof size === 'number' ? DEFAULT_FORMULA : size);

function confidenceOf({ sampling, interval }: Plan): number {
  return 'size' in sampling && typeof sampling.size !== 'number'
    ? sampling.size.confidence
    : interval.confidence;
}

function labelOf({ layer, tensor, bit }: Cut): string {
  const parts = [layer, tensor, bit === null ? null : `bit ${bit}`].filter((part) => part !== null);
  return parts.length === 0 ? 'all' : parts.join(', ');
}
