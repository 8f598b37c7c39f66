/**
 * What rows add up to: for every metric the number of trials, the sum and the sum of squares of each trial's share of
 * images, kept per stratum and per domain (layer, bit, layer and bit, channel, class). Memory does not grow with trials;
 * adding rows in any order, or merging parts, gives the same sums but for the last digits.
 */
import type { BoundPlan } from '../plan/bindPlan.ts';
import { BANDS, type Band } from '../run/bands.ts';
import type { Row } from '../run/row.ts';

export const METRICS = ['sdc', 'due', 'critical', 'masked', 'benign', 'changed', 'sdc5'] as const;
export type Metric = (typeof METRICS)[number];

/** Shares of a row's images. `critical` is SDC or DUE. */
function sharesOf(row: Row): Record<Metric, number> {
  const { images, sdc, due, masked, benign, changed, sdc5 } = row;
  return {
    sdc: sdc / images,
    due: due / images,
    critical: (sdc + due) / images,
    masked: masked / images,
    benign: benign / images,
    changed: changed / images,
    sdc5: sdc5 / images,
  };
}

export interface Moments {
  n: number;
  readonly sum: Record<Metric, number>;
  readonly squares: Record<Metric, number>;
  readonly bands: Record<Band, number>;
  images: number;
  labelled: number;
  goldenRight: number;
  faultyRight: number;
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
  lossChange: 0,
});

function addRow(moments: Moments, row: Row): void {
  const shares = sharesOf(row);
  moments.n++;
  for (const metric of METRICS) {
    moments.sum[metric] += shares[metric];
    moments.squares[metric] += shares[metric] * shares[metric];
  }
  for (const band of BANDS) moments.bands[band] += row.bands[band] / row.images;
  moments.images += row.images;
  moments.labelled += row.labelled;
  moments.goldenRight += row.goldenRight;
  moments.faultyRight += row.faultyRight;
  moments.lossChange += row.lossChange;
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

/** Everything that rows of a plan add up to. */
export class RowSums {
  readonly bound: BoundPlan;
  /** By stratum; one for a given list. */
  readonly all: Moments[];
  readonly #domains = new Map<Domain, Map<string, { key: DomainKey; strata: Map<number, Moments> }>>();
  readonly #nodes: ReadonlyMap<string, string>;
  readonly #channels: ReadonlyMap<string, number>;

  constructor(bound: BoundPlan) {
    this.bound = bound;
    this.all = Array.from({ length: Math.max(1, bound.strata.length) }, noMoments);
    this.#nodes = new Map(bound.population.tensors.map(({ id, node }) => [id, node]));
    this.#channels = new Map(bound.population.tensors.map(({ id, shape }) => [id, shape.at(-1) ?? 1]));
  }

  get trials(): number {
    return this.all.reduce((sum, { n }) => sum + n, 0);
  }

  add(row: Row): void {
    const stratum = Math.max(0, row.stratum);
    addRow(this.all[stratum] as Moments, row);
    const layer = row.tensor === null ? undefined : this.#nodes.get(row.tensor);
    if (row.label !== null) this.#into('class', { class: row.label }, stratum, row);
    if (layer === undefined || row.tensor === null) return;
    this.#into('layer', { layer }, stratum, row);
    if (row.element !== null) {
      const channel = row.element % (this.#channels.get(row.tensor) as number);
      this.#into('channel', { layer, channel }, stratum, row);
    }
    if (row.bit === null) return;
    this.#into('bit', { bit: row.bit }, stratum, row);
    this.#into('layer-bit', { layer, bit: row.bit }, stratum, row);
  }

  domain(
    domain: Domain,
  ): readonly { readonly key: DomainKey; readonly strata: ReadonlyMap<number, Moments> }[] {
    return [...(this.#domains.get(domain)?.values() ?? [])];
  }

  #into(domain: Domain, key: DomainKey, stratum: number, row: Row): void {
    const places = this.#domains.get(domain) ?? new Map();
    this.#domains.set(domain, places);
    const name = JSON.stringify(key);
    const place = places.get(name) ?? { key, strata: new Map() };
    places.set(name, place);
    const moments = place.strata.get(stratum) ?? noMoments();
    place.strata.set(stratum, moments);
    addRow(moments, row);
  }
}
