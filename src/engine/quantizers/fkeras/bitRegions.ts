/**
 * Faulty bits from regions of layer bits with a bit error rate, done right: both ends belong to a region, its
 * rate is honoured, bits are drawn without replacement. FKeras takes each region for its first bit and
 * ignores rate and end (fillMasks.ts has that under its name).
 */
import { LabError } from '../../labError.ts';
import type { Draw } from '../quantizer.ts';

export interface BitRegion {
  /** Layer bit indices, both included. */
  readonly first: number;
  readonly last: number;
  /** Bit error rate, 0 to 1. */
  readonly rate: number;
}

/** `exact`: round(rate x length) bits, half up; `bernoulli`: each bit by itself. */
export type FaultCount = 'exact' | 'bernoulli';

/**
 * Ascending layer bits, each once; where regions overlap a bit may be drawn by each. Throws LabError
 * 'bad-argument'.
 */
export function faultyLayerBits(regions: readonly BitRegion[], count: FaultCount, draw: Draw): number[] {
  const faulty = new Set<number>();
  for (const region of regions) {
    for (const bit of bitsOf(checked(region), count, draw)) faulty.add(bit);
  }
  return [...faulty].sort((a, b) => a - b);
}

/** How many bits `exact` flips in a region: to be shown before they are. */
export function exactFaultCount({ first, last, rate }: BitRegion): number {
  return Math.round((last - first + 1) * rate);
}

function bitsOf(region: BitRegion, count: FaultCount, draw: Draw): Iterable<number> {
  const { first, last, rate } = region;
  if (count === 'exact') return distinct(first, last, exactFaultCount(region), draw);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k).filter(() => draw() < rate);
}

/** Floyd's sampling: every set of `size` numbers from first to last is as likely. */
function distinct(first: number, last: number, size: number, draw: Draw): Set<number> {
  const chosen = new Set<number>();
  for (let highest = last - size + 1; highest <= last; highest++) {
    const candidate = first + Math.floor(draw() * (highest - first + 1));
    chosen.add(chosen.has(candidate) ? highest : candidate);
  }
  return chosen;
}

function checked(region: BitRegion): BitRegion {
  const { first, last, rate } = region;
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < 0 || last < first) {
    const message = `Bit region ${first} to ${last}: wanted two layer bits from 0, the first not above the last.`;
    throw new LabError('bad-argument', message, { first, last });
  }
  if (!(rate >= 0 && rate <= 1)) {
    const message = `Bit region ${first} to ${last}: got a bit error rate of ${rate}, wanted 0 to 1.`;
    throw new LabError('bad-argument', message, { got: rate });
  }
  return region;
}
