/** Percentiles of values in rising order, linear between neighbours: NumPy's default method. */

/** 0 of no values. */
export function percentile(rising: Float32Array, percent: number): number {
  const place = (percent / 100) * (rising.length - 1);
  const below = Math.max(Math.floor(place), 0);
  const low = rising[below] ?? 0;
  const high = rising[Math.min(below + 1, rising.length - 1)] ?? low;
  return low + (high - low) * (place - below);
}
