/**
 * Rounding to whole numbers, ties to the even one: roundTiesToEven of IEEE 754-2019 (4.3.1), tf.round,
 * numpy.rint. Exact for every double; NaN and infinities stay. A result of zero is +0.
 */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest < 0.5) return below + 0;
  if (rest > 0.5) return below + 1;
  if (rest === 0.5) return below % 2 === 0 ? below + 0 : below + 1;
  return x;
}

/** Ties away from zero: roundTiesToAway. */
export function roundAway(x: number): number {
  const size = Math.abs(x);
  const below = Math.floor(size);
  const rounded = size - below >= 0.5 ? below + 1 : below;
  return x < 0 ? 0 - rounded : rounded;
}
