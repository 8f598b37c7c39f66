/**
 * What a flip of each bit does over a whole tensor: for every bit the mean and the greatest distance that the
 * words of the tensor would move, and how many of them the flip would make NaN or infinite. Exact, from the
 * format alone.
 */
import { fieldOf, type WordField, type WordReading } from './format.ts';

export interface TensorFlip {
  readonly bitIndex: number;
  readonly field: WordField['name'];
  /** Over the words whose value is finite before and after; 0 where there are none. */
  readonly meanChange: number;
  readonly maxChange: number;
  /** Words that the flip takes from the finite numbers. */
  readonly becomesNaN: number;
  readonly becomesInfinite: number;
}

/**
 * `formatAt` gives the format of the word at a flat index: one for all, or that of its channel; all have the
 * same fields. Words of at most 16 bits in one format are counted first, so a large tensor costs as many
 * flips as it has codes.
 */
export function tensorFlips(
  words: Uint32Array,
  formatAt: (flatIndex: number) => WordReading,
): readonly TensorFlip[] {
  const counted = countWords(words, formatAt);
  const [layout] = counted.keys();
  if (layout === undefined) return [];
  return Array.from({ length: layout.width }, (_, bitIndex) => {
    const tally = { sum: 0, moved: 0, max: 0, nan: 0, infinite: 0 };
    for (const [format, counts] of counted) {
      for (const [word, count] of counts) addFlip(tally, format, word, bitIndex, count);
    }
    return {
      bitIndex,
      field: fieldOf(layout, bitIndex).name,
      meanChange: tally.moved === 0 ? 0 : tally.sum / tally.moved,
      maxChange: tally.max,
      becomesNaN: tally.nan,
      becomesInfinite: tally.infinite,
    };
  });
}

interface Tally {
  sum: number;
  moved: number;
  max: number;
  nan: number;
  infinite: number;
}

function addFlip(tally: Tally, format: WordReading, word: number, bitIndex: number, count: number): void {
  const before = format.decode(word);
  if (!Number.isFinite(before)) return;
  const after = format.decode((word ^ (1 << bitIndex)) >>> 0);
  if (Number.isNaN(after)) tally.nan += count;
  else if (!Number.isFinite(after)) tally.infinite += count;
  else {
    const change = Math.abs(after - before);
    tally.sum += change * count;
    tally.moved += count;
    tally.max = Math.max(tally.max, change);
  }
}

/** How often each word stands in the tensor, by format, in the order of first appearance. */
function countWords(
  words: Uint32Array,
  formatAt: (flatIndex: number) => WordReading,
): ReadonlyMap<WordReading, ReadonlyMap<number, number>> {
  const counted = new Map<WordReading, Map<number, number>>();
  words.forEach((word, i) => {
    const format = formatAt(i);
    let counts = counted.get(format);
    if (counts === undefined) {
      counts = new Map();
      counted.set(format, counts);
    }
    counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  return counted;
}
