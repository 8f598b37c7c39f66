/**
 * One tensor, golden against faulty, as everything that paints it needs: the golden scale, codes for the three views,
 * counts for the legend and which elements changed. Made once per reply and scale, in slices, since a tensor can have
 * millions of elements and the page must stay fluid.
 */
import type { View } from '#app/state/selection.ts';
import { type Domain, differenceCode, wordsOf } from '#app/ui/paint.ts';
import type { ScaleKind } from '#app/ui/scaleColours.ts';
import type { CodeCounts } from '#app/ui/tally.ts';
import { codeOf, domainOf } from '#engine/runtime/thumbnail.ts';
import { mostTelling, type Telling } from './tellingElement.ts';

export const VIEWS: readonly View[] = ['golden', 'faulty', 'difference'];

export interface ViewPaint {
  /** One code an element (src/engine/runtime/thumbnail.ts); in the difference 0 stands for equal words. */
  readonly codes: Uint8Array;
  readonly counts: CodeCounts;
  readonly scale: ScaleKind;
  readonly domain: Domain;
}

export interface Comparison {
  readonly golden: Float32Array;
  readonly faulty: Float32Array;
  readonly views: Readonly<Record<View, ViewPaint>>;
  /** How many words differ (any NaN equals any NaN), and where, ascending. */
  readonly changed: number;
  readonly changedIndices: Int32Array;
  readonly changedAt: (flatIndex: number) => boolean;
  /** What to look at when nobody has chosen. */
  readonly telling: number;
}

const SLICE = 1 << 14;

/** Yields after every slice of work, so that whoever drives it can let others in. `net`: a wider scale to share. */
export function* comparing(
  golden: Float32Array,
  faulty: Float32Array,
  net: Domain | null = null,
): Generator<void, Comparison> {
  const { length } = golden;
  let min = 0;
  let max = 0;
  for (let from = 0; from < length; from += SLICE) {
    for (let i = from; i < Math.min(from + SLICE, length); i++) {
      const value = golden[i] as number;
      if (value < min && value > Number.NEGATIVE_INFINITY) min = value;
      else if (value > max && value < Number.POSITIVE_INFINITY) max = value;
    }
    yield;
  }
  const { lo, hi } = widened(domainOf({ min, max }), net);
  const [before, after, difference] = [
    new Uint8Array(length),
    new Uint8Array(length),
    new Uint8Array(length),
  ];
  const counts = {
    golden: new Uint32Array(256),
    faulty: new Uint32Array(256),
    difference: new Uint32Array(256),
  };
  const goldenWords = wordsOf(golden);
  const faultyWords = wordsOf(faulty);
  const telling: Telling = mostTelling();
  const changed: number[] = [];
  for (let from = 0; from < length; from += SLICE) {
    for (let i = from; i < Math.min(from + SLICE, length); i++) {
      const g = golden[i] as number;
      const f = faulty[i] as number;
      const code = codeOf(g, lo, hi);
      before[i] = code;
      count(counts.golden, code);
      if (goldenWords[i] === faultyWords[i] || (Number.isNaN(g) && Number.isNaN(f))) {
        after[i] = code;
        count(counts.faulty, code);
        telling.same(i, g);
        continue;
      }
      changed.push(i);
      after[i] = codeOf(f, lo, hi);
      count(counts.faulty, after[i] as number);
      difference[i] = differenceCode(g, f, hi);
      count(counts.difference, difference[i] as number);
      telling.changed(i, g, f);
    }
    yield;
  }
  counts.difference[0] = length - changed.length;
  const changedIndices = Int32Array.from(changed);
  const scale: ScaleKind = lo < 0 ? 'signed' : 'unsigned';
  const domain = { lo, hi };
  return {
    golden,
    faulty,
    views: {
      golden: { codes: before, counts: counts.golden, scale, domain },
      faulty: { codes: after, counts: counts.faulty, scale, domain },
      // The span of a difference is the golden extent, so that a full red means "as large as anything golden".
      difference: {
        codes: difference,
        counts: counts.difference,
        scale: 'difference',
        domain: { lo: 0, hi },
      },
    },
    changed: changed.length,
    changedIndices,
    changedAt: (i) => difference[i] !== 0,
    telling: telling.best(),
  };
}

/** All at once. */
export function compare(golden: Float32Array, faulty: Float32Array, net: Domain | null = null): Comparison {
  const work = comparing(golden, faulty, net);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Both scales in one: symmetric around zero if either is. */
function widened(own: Domain, net: Domain | null): Domain {
  if (net === null) return own;
  const hi = Math.max(own.hi, net.hi);
  return { lo: own.lo < 0 || net.lo < 0 ? -hi : 0, hi };
}

function count(counts: CodeCounts, code: number): void {
  counts[code] = (counts[code] as number) + 1;
}

/** The next element after `from`, round the end, for which the test holds; null if there is none. */
export function nextWhere(size: number, from: number, test: (flatIndex: number) => boolean): number | null {
  for (let step = 1; step <= size; step++) {
    const index = (from + step) % size;
    if (test(index)) return index;
  }
  return null;
}
