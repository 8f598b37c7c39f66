/** How the values of a tensor are spread: counts in bins of equal width, and percentiles. */
import { percentile } from '../storage/percentile.ts';

export interface Percentile {
  readonly percent: number;
  readonly value: number;
}

export interface TensorHistogram {
  /** Elements per bin; bins of equal width from `lowest` to `highest`, the last one closed. */
  readonly counts: Uint32Array;
  /** Over finite elements; both 0 where there are none. */
  readonly lowest: number;
  readonly highest: number;
  readonly elements: number;
  readonly nonFinite: number;
  /** Rising; interpolated linearly between order statistics, as NumPy does. */
  readonly percentiles: readonly Percentile[];
}

export const PERCENTS: readonly number[] = [0.01, 0.1, 1, 5, 25, 50, 75, 95, 99, 99.9, 99.99];

/** `bins` at least 1. Elements that are not finite are counted apart. */
export function tensorHistogram(values: Float32Array, bins: number): TensorHistogram {
  const finite = values.filter((value) => Number.isFinite(value)).sort();
  const lowest = finite[0] ?? 0;
  const highest = finite.at(-1) ?? 0;
  const counts = new Uint32Array(bins);
  const perUnit = highest > lowest ? bins / (highest - lowest) : 0;
  for (const value of finite) {
    const bin = Math.min(Math.floor((value - lowest) * perUnit), bins - 1);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return {
    counts,
    lowest,
    highest,
    elements: values.length,
    nonFinite: values.length - finite.length,
    percentiles:
      finite.length === 0 ? [] : PERCENTS.map((percent) => ({ percent, value: percentile(finite, percent) })),
  };
}
