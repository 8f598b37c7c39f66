/**
 * How the values of a tensor are spread: of a parameter every value, of an activation over many pictures counts in fine
 * bins. Histogram and cumulative curve are drawn from either.
 */

import { percentile } from '#engine/storage/percentile.ts';
import type { HistogramReply } from '#workers/labApi.ts';

interface SpreadFacts {
  readonly tensor: string;
  readonly elements: number;
  readonly lowest: number;
  readonly highest: number;
  readonly nonFinite: number;
  percentile(percent: number): number;
}

export interface ValueSpread extends SpreadFacts {
  readonly kind: 'values';
  readonly shape: readonly number[];
  readonly isDepthwise: boolean;
  /** As they are before they are stored. */
  readonly values: Float32Array;
  /** The finite ones in rising order. */
  readonly rising: Float32Array;
}

export interface CountSpread extends SpreadFacts {
  readonly kind: 'counts';
  /** Bins of equal width from lowest to highest. */
  readonly counts: Uint32Array;
}

export type Spread = ValueSpread | CountSpread;

export function spreadOfValues(
  tensor: string,
  values: Float32Array,
  shape: readonly number[],
  isDepthwise: boolean,
): ValueSpread {
  const rising = values.filter(Number.isFinite).sort();
  return {
    kind: 'values',
    tensor,
    shape,
    isDepthwise,
    values,
    rising,
    elements: values.length,
    nonFinite: values.length - rising.length,
    lowest: rising[0] ?? 0,
    highest: rising.at(-1) ?? 0,
    percentile: (percent) => percentile(rising, percent),
  };
}

/** So many of the values, evenly taken; ends and percentiles are still those of all. */
export function sampleOf(spread: ValueSpread, most: number): ValueSpread {
  const stride = Math.ceil(spread.elements / most);
  const values = spread.values.filter((_, i) => i % stride === 0);
  return { ...spread, values, shape: [values.length], elements: values.length };
}

/** Percentiles between those that are known lie on a line. */
export function spreadOfCounts({
  tensor,
  counts,
  lowest,
  highest,
  elements,
  nonFinite,
  percentiles,
}: HistogramReply): CountSpread {
  const known = [{ percent: 0, value: lowest }, ...percentiles, { percent: 100, value: highest }];
  return {
    kind: 'counts',
    tensor,
    counts,
    lowest,
    highest,
    elements,
    nonFinite,
    percentile: (percent) => {
      const after = Math.max(
        known.findIndex((each) => each.percent >= percent),
        1,
      );
      const [left, right] = [known[after - 1], known[after]];
      if (!left || !right) return highest;
      return (
        left.value + ((percent - left.percent) / (right.percent - left.percent)) * (right.value - left.value)
      );
    },
  };
}

/** How many values lie below a number; in a bin evenly spread where only counts are known. */
export function countBelow(spread: Spread, value: number): number {
  if (spread.kind === 'values') return firstAtLeast(spread.rising, value);
  const { counts, lowest, highest } = spread;
  const place =
    highest > lowest
      ? ((value - lowest) / (highest - lowest)) * counts.length
      : value > lowest
        ? counts.length
        : 0;
  let below = 0;
  for (let bin = 0; bin < counts.length && bin < place; bin++) {
    below += (counts[bin] as number) * Math.min(place - bin, 1);
  }
  return below;
}

/** Share of the values in each of `bins` equal parts of the line, and below the start of each. */
export interface Bars {
  readonly shares: Float64Array;
  readonly below: Float64Array;
}

export function barsOf(spread: Spread, low: number, high: number, bins: number): Bars {
  const below = Float64Array.from(
    { length: bins + 1 },
    (_, k) => countBelow(spread, low + ((high - low) * k) / bins) / Math.max(spread.elements, 1),
  );
  return {
    shares: Float64Array.from({ length: bins }, (_, k) => (below[k + 1] as number) - (below[k] as number)),
    below,
  };
}

function firstAtLeast(rising: Float32Array, value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
