/**
 * One tensor, golden against faulty, as everything that paints it needs: the golden scale, coders for the three views,
 * tallies for the legend and which elements changed. Made once per reply.
 */

import type { View } from '#app/state/selection.ts';
import { type Coder, type Domain, differenceCoder, differs, valueCoder } from '#app/ui/paint.ts';
import type { ScaleKind } from '#app/ui/scaleColours.ts';
import { goldenDomain, type Tally, tallyDifference, tallyValues } from '#app/ui/tally.ts';

export const VIEWS: readonly View[] = ['golden', 'faulty', 'difference'];

export interface ViewPaint {
  readonly code: Coder;
  readonly scale: ScaleKind;
  readonly domain: Domain;
  readonly tally: Tally;
}

export interface Comparison {
  readonly golden: Float32Array;
  readonly faulty: Float32Array;
  readonly views: Readonly<Record<View, ViewPaint>>;
  /** How many words differ, and where, ascending. */
  readonly changed: number;
  readonly changedIndices: Int32Array;
  readonly changedAt: (flatIndex: number) => boolean;
}

export function compare(golden: Float32Array, faulty: Float32Array): Comparison {
  const domain = goldenDomain(golden);
  const scale: ScaleKind = domain.lo < 0 ? 'signed' : 'unsigned';
  const value = (values: Float32Array): ViewPaint => ({
    code: valueCoder(values, domain),
    scale,
    domain,
    tally: tallyValues(values, domain),
  });
  // The span of a difference is the golden extent, so that a full red means "as large as anything golden".
  const { changed, ...tally } = tallyDifference(golden, faulty, domain.hi);
  const difference: ViewPaint = {
    code: differenceCoder(golden, faulty, domain.hi),
    scale: 'difference',
    domain: { lo: 0, hi: domain.hi },
    tally,
  };
  const changedAt = differs(golden, faulty);
  const changedIndices = new Int32Array(changed);
  for (let i = 0, k = 0; k < changed; i++) if (changedAt(i)) changedIndices[k++] = i;
  return {
    golden,
    faulty,
    views: { golden: value(golden), faulty: value(faulty), difference },
    changed,
    changedIndices,
    changedAt,
  };
}

/** The next element after `from`, round the end, for which the test holds; null if there is none. */
export function nextWhere(size: number, from: number, test: (flatIndex: number) => boolean): number | null {
  for (let step = 1; step <= size; step++) {
    const index = (from + step) % size;
    if (test(index)) return index;
  }
  return null;
}

/**
 * What to look at when nobody has chosen: the greatest change (not finite first); without a change the greatest value
 * between 0 and 1, else the greatest at all. Below 1, because a flip of bit 30 makes that huge: from 1 on it makes a
 * NaN at once, and what it makes of a negative number dies at the next ReLU.
 */
export function tellingElement(comparison: Comparison): number {
  const { golden, faulty, changed, changedAt } = comparison;
  if (changed > 0) {
    return greatest(golden.length, (i) => {
      if (!changedAt(i)) return -1;
      const after = faulty[i] as number;
      return Number.isFinite(after) ? Math.abs(after - (golden[i] as number)) : Number.POSITIVE_INFINITY;
    });
  }
  const below = (end: number) =>
    greatest(golden.length, (i) => {
      const value = golden[i] as number;
      return value > 0 && value < end ? value : -1;
    });
  const best = [below(1), below(Number.POSITIVE_INFINITY)].find((i) => (golden[i] as number) > 0);
  return best ?? greatest(golden.length, (i) => Math.abs(golden[i] as number));
}

/** The first index of the greatest rank. */
function greatest(count: number, rankOf: (index: number) => number): number {
  let best = 0;
  let bestRank = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const rank = rankOf(i);
    if (rank > bestRank) [best, bestRank] = [i, rank];
  }
  return best;
}
