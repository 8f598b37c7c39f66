/**
 * Heights of the chart "which bit hurts": |after - before| of every single-bit flip on a log scale from the least to the
 * greatest finite change of this word, so that the shape of a format shows whatever the value is.
 */
import type { FlipMagnitude } from '#engine/formats/flipMagnitudes.ts';
import type { WordField } from '#engine/formats/format.ts';

export interface FlipBar {
  readonly flip: FlipMagnitude<WordField>;
  /** 0..1; 1 for a flip that leaves the finite numbers. */
  readonly height: number;
  readonly kind: 'none' | 'finite' | 'infinity' | 'nan';
}

/** The least change keeps this share of the height: a bar that cannot be seen cannot be clicked. */
const FLOOR = 0.06;

/** One bar a bit, in the order given. */
export function flipBars(flips: readonly FlipMagnitude<WordField>[]): readonly FlipBar[] {
  const logs = flips
    .map((flip) => flip.change)
    .filter((change) => change > 0 && change < Infinity)
    .map(Math.log10);
  const least = Math.min(...logs);
  const most = Math.max(...logs);
  return flips.map((flip) => {
    if (Number.isNaN(flip.value)) return { flip, height: 1, kind: 'nan' };
    if (!Number.isFinite(flip.value)) return { flip, height: 1, kind: 'infinity' };
    // From a word that is not finite every step to a finite one is beyond measure.
    if (!Number.isFinite(flip.change)) return { flip, height: 1, kind: 'finite' };
    if (flip.change === 0) return { flip, height: 0, kind: 'none' };
    const share = most > least ? (Math.log10(flip.change) - least) / (most - least) : 1;
    return { flip, height: FLOOR + (1 - FLOOR) * share, kind: 'finite' };
  });
}

/** The flip that hurts most: not finite before finite, then by change; the highest bit wins ties. */
export function worstFlip(bars: readonly FlipBar[]): FlipBar | undefined {
  const rank = (bar: FlipBar) =>
    bar.kind === 'nan' || bar.kind === 'infinity' ? Number.POSITIVE_INFINITY : bar.flip.change;
  return [...bars].sort((a, b) => rank(b) - rank(a) || b.flip.bitIndex - a.flip.bitIndex)[0];
}
