/**
 * What rows add up to: for every metric the number of trials, the sum and the sum of squares of each trial's share of
 * images, kept per stratum and per domain (layer, bit, layer and bit, channel, class). Memory does not grow with trials;
 * adding rows in any order, or merging parts, gives the same sums but for the last digits.
 */
import type { BoundPlan } from '../plan/bindPlan.ts';
import { BANDS, type Band } from '../run/bands.ts';
import type { Row } from '../run/row.ts';
import { DeathSums } from './deathSums.ts';
import { lossPlace, noLosses } from './lossSpread.ts';
import { noOutputChanges, outputPlace } from './outputSpread.ts';

export const METRICS = ['sdc', 'due', 'critical', 'masked', 'benign', 'changed', 'sdc5'] as const;
export type Metric = (typeof METRICS)[number];

export interface Moments {
  n: number;
  readonly sum: Record<Metric, number>;
  readonly squares: Record<Metric, number>;
  readonly bands: Record<Band, number>;
  images: number;
  labelled: number;
  goldenRight: number;
  faultyRight: number;
  /** Trials with labelled images, and sums of each one's share of right answers among them. */
  readonly right: { n: number; sum: number; squares: number };
  /** Of labelled images that are not DUE. */
  lossChange: number;
}

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

export const noMoments = (): Moments => ({
  n: 0,
  sum: zeros(METRICS),
  squares: zeros(METRICS),
  bands: zeros(BANDS),
  images: 0,
  labelled: 0,
  goldenRight: 0,
  faultyRight: 0,
  right: { n: 0, sum: 0, squares: 0 },
  lossChange: 0,
});

/** Line by line and zeros left out: this runs some six times a row, and a campaign may make 100,000 rows a second. */
function addRow(moments: Moments, row: Row): void {
  const { images, sdc, due, masked, benign, changed, sdc5, labelled } = row;
  moments.n++;
  if (masked > 0) addShare(moments, 'masked', masked / images);
  if (masked < images) {
    if (sdc > 0) addShare(moments, 'sdc', sdc / images);
    if (due > 0) addShare(moments, 'due', due / images);
    if (sdc + due > 0) addShare(moments, 'critical', (sdc + due) / images);
    if (benign > 0) addShare(moments, 'benign', benign / images);
    if (changed > 0) addShare(moments, 'changed', changed / images);
    if (sdc5 > 0) addShare(moments, 'sdc5', sdc5 / images);
  }
  for (const band of BANDS) {
    const inBand = row.bands[band];
    if (inBand > 0) moments.bands[band] += inBand / images;
  }
  moments.images += images;
  if (labelled === 0) return;
  moments.labelled += labelled;
  moments.goldenRight += row.goldenRight;
  moments.faultyRight += row.faultyRight;
  moments.lossChange += row.lossChange;
  const share = row.faultyRight / labelled;
  moments.right.n++;
  moments.right.sum += share;
  moments.right.squares += share * share;
}

function addShare({ sum, squares }: Moments, metric: Metric, share: number): void {
  sum[metric] += share;
  squares[metric] += share * share;
}

export const DOMAINS = ['layer', 'bit', 'layer-bit', 'channel', 'class'] as const;
export type Domain = (typeof DOMAINS)[number];

/** One place of a domain: `{layer: 'conv2d', bit: 30}`. */
export interface DomainKey {
  readonly layer?: string;
  readonly bit?: number;
  readonly channel?: number;
  readonly class?: number;
}

interface Place {
  readonly key: DomainKey;
  readonly strata: Map<number, Moments>;
}

interface TensorPlace {
  readonly layer: string;
  /** Number of the layer. */
  readonly at: number;
  readonly channels: number;
}

/** Numbers of places are made of the layer's and of one below this. */
const ROOM = 2 ** 32;

/** Everything that rows of a plan add up to. */
export class RowSums {
  readonly bound: BoundPlan;
  /** By stratum; one for a given list. */
  readonly all: Moments[];
  /** Trials by how the loss changed: lossSpread.ts. */
  readonly losses = noLosses();
  /** Trials by how far outputs moved: outputSpread.ts. */
  readonly outputChanges = noOutputChanges();
  readonly deaths = new DeathSums();
  readonly #domains: Readonly<Record<Domain, Map<number, Place>>>;
  readonly #tensors: ReadonlyMap<string, TensorPlace>;

  constructor(bound: BoundPlan) {
    this.bound = bound;
    this.all = Array.from({ length: Math.max(1, bound.strata.length) }, noMoments);
    this.#domains = {
      layer: new Map(),
      bit: new Map(),
      'layer-bit': new Map(),
      channel: new Map(),
      class: new Map(),
    };
    const layers = new Map<string, number>();
    this.#tensors = new Map(
      bound.population.tensors.map(({ id, node, shape }) => {
        const at = layers.get(node) ?? layers.size;
        layers.set(node, at);
        return [id, { layer: node, at, channels: shape.at(-1) ?? 1 }];
      }),
    );
  }

  get trials(): number {
    return this.all.reduce((sum, { n }) => sum + n, 0);
  }

  add(row: Row): void {
    const stratum = Math.max(0, row.stratum);
    const { label, bit, element } = row;
    addRow(this.all[stratum] as Moments, row);
    if (row.maxAbsDiff !== null) {
      const place = outputPlace(row.maxAbsDiff);
      this.outputChanges[place] = (this.outputChanges[place] as number) + 1;
    }
    const calm = row.labelled - row.due;
    if (calm > 0) {
      const place = lossPlace(row.lossChange / calm);
      this.losses[place] = (this.losses[place] as number) + 1;
    }
    if (label !== null) this.#into('class', label, stratum, row, () => ({ class: label }));
    const tensor = row.tensor === null ? undefined : this.#tensors.get(row.tensor);
    this.deaths.add(row, tensor?.layer);
    if (tensor === undefined) return;
    const { layer, at, channels } = tensor;
    this.#into('layer', at, stratum, row, () => ({ layer }));
    if (element !== null) {
      const channel = element % channels;
      this.#into('channel', at * ROOM + channel, stratum, row, () => ({ layer, channel }));
    }
    if (bit === null) return;
    this.#into('bit', bit, stratum, row, () => ({ bit }));
    this.#into('layer-bit', at * ROOM + bit, stratum, row, () => ({ layer, bit }));
  }

  domain(
    domain: Domain,
  ): readonly { readonly key: DomainKey; readonly strata: ReadonlyMap<number, Moments> }[] {
    return [...this.#domains[domain].values()];
  }

  #into(domain: Domain, number: number, stratum: number, row: Row, key: () => DomainKey): void {
    const places = this.#domains[domain];
    let place = places.get(number);
    if (place === undefined) {
      place = { key: key(), strata: new Map() };
      places.set(number, place);
    }
    let moments = place.strata.get(stratum);
    if (moments === undefined) {
      moments = noMoments();
      place.strata.set(stratum, moments);
    }
    addRow(moments, row);
  }
}
