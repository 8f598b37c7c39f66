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

/** What to look at when nobody has chosen: the greatest change (not finite first), else the greatest golden value. */
export function tellingElement({ golden, faulty, changed, changedAt }: Comparison): number {
  let best = 0;
  let bestSize = -1;
  for (let i = 0; i < golden.length; i++) {
    if (changed > 0 && !changedAt(i)) continue;
    const after = faulty[i] as number;
    const size = changed > 0 ? Math.abs(after - (golden[i] as number)) : Math.abs(golden[i] as number);
    const rank = Number.isFinite(after) || changed === 0 ? size : Number.POSITIVE_INFINITY;
    if (rank > bestSize) [best, bestSize] = [i, rank];
  }
  return best;
}
