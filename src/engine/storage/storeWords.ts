/**
 * A whole tensor put into its storage format: every float32 word becomes the word of the value that is stored, and what
 * that costs is counted on the way. The one definition of storing, on the processor; exact to the quantizers.
 */
import { isCode } from '../formats/codeFormat.ts';
import type { WordFormat } from '../formats/format.ts';
import { layoutOf } from '../formats/groupedFormat.ts';
import type { TensorStorage } from './tensorStorage.ts';

/** Sums over elements that are finite before and after. */
export interface StorageFacts {
  readonly elements: number;
  /** Beyond the least or greatest value of their group; of floats finite numbers that become infinite or NaN. */
  readonly clipped: number;
  /** Different words that occur; null for words of more than 16 bits. */
  readonly codesUsed: number | null;
  readonly signal: number;
  readonly noise: number;
  readonly maxError: number;
}

const MOST_COUNTED_BITS = 16;
/** Entries of all groups' tables together; beyond, every word is decoded by itself. */
const MOST_TABLE_ENTRIES = 2 ** 16;
const TABLE_BITS = 12;

/** In place: `words` are unsigned float32 words, before and after. */
export function storeWords(storage: TensorStorage, words: Uint32Array): StorageFacts {
  const values = new Float32Array(words.buffer, words.byteOffset, words.length);
  const { groups, formats } = storage;
  const { width } = layoutOf(storage);
  const used = new Uint8Array(width > MOST_COUNTED_BITS ? 0 : 2 ** width);
  const tables = tablesOf(storage);
  const ends = formats.map(endsOf);
  const single = groups.count === 1;
  let clipped = 0;
  let signal = 0;
  let noise = 0;
  let maxError = 0;
  for (let i = 0; i < words.length; i++) {
    const group = single ? 0 : groups.of(i);
    const value = values[i] as number;
    const word = storage.wordOf(words[i] as number, value, group, i);
    words[i] =
      tables === null
        ? (formats[group] as WordFormat).toFloat32Bits(word)
        : (tables[group]?.[word] as number);
    if (word < used.length) used[word] = 1;
    const after = values[i] as number;
    const { lowest, highest } = ends[group] as Ends;
    if (value < lowest || value > highest) clipped++;
    const error = Math.abs(after - value);
    if (error < Number.POSITIVE_INFINITY) {
      signal += value * value;
      noise += error * error;
      if (error > maxError) maxError = error;
    }
  }
  const codesUsed = used.length === 0 ? null : used.reduce((sum, one) => sum + one, 0);
  return { elements: words.length, clipped, codesUsed, signal, noise, maxError };
}

interface Ends {
  readonly lowest: number;
  readonly highest: number;
}

/** Least and greatest value that storing gives. */
export function endsOf(format: WordFormat): Ends {
  if (isCode(format)) return format;
  const highest = largestFinite(format);
  return { lowest: -highest, highest };
}

/** Floats are ordered by their words; the largest finite one stands just below infinity or NaN. */
function largestFinite(format: WordFormat): number {
  let word = 2 ** (format.width - 1) - 1;
  while (!Number.isFinite(format.decode(word))) word = lowerBinade(word, format);
  return format.decode(word);
}

/** Words of the highest exponent are many, and all but e4m3's are not finite: skipped at once. */
function lowerBinade(word: number, format: WordFormat): number {
  const { high: top } = format.fields.find(({ name }) => name === 'mantissa') ?? { high: 0 };
  const binade = 2 ** (top + 1);
  const bottom = word - (word % binade);
  return word > bottom && Number.isFinite(format.decode(bottom)) ? word - 1 : bottom - 1;
}

const known = new WeakMap<TensorStorage, readonly Uint32Array[] | null>();

function tablesOf(storage: TensorStorage): readonly Uint32Array[] | null {
  const found = known.get(storage);
  if (found !== undefined) return found;
  const { width } = layoutOf(storage);
  const fit = width <= TABLE_BITS && storage.formats.length * 2 ** width <= MOST_TABLE_ENTRIES;
  const tables = fit
    ? storage.formats.map((format) =>
        Uint32Array.from({ length: 2 ** width }, (_, word) => format.toFloat32Bits(word)),
      )
    : null;
  known.set(storage, tables);
  return tables;
}
