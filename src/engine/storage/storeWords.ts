/**
 * A whole tensor put into its storage format: every float32 word becomes the word of the value that is stored, and what
 * that costs is counted. The one definition of storing, on the processor; exact to the quantizers.
 */
import { isCode } from '../formats/codeFormat.ts';
import type { WordFormat } from '../formats/format.ts';
import { layoutOf } from '../formats/groupedFormat.ts';
import { storeFloats } from './storeFloats.ts';
import { storeUniform } from './storeUniform.ts';
import type { TensorStorage } from './tensorStorage.ts';

export interface StorageFacts {
  readonly elements: number;
  /** Beyond the least or greatest value of their group; of floats finite numbers that become infinite or NaN. */
  readonly clipped: number;
  /** Different words that occur; null for words of more than 16 bits. */
  readonly codesUsed: number | null;
  /** Sums of squares over elements that are finite before and after. */
  readonly signal: number;
  readonly noise: number;
  readonly maxError: number;
}

const MOST_COUNTED_BITS = 16;

/** In place: `words` are unsigned float32 words, before and after. */
export function storeWords(storage: TensorStorage, words: Uint32Array): StorageFacts {
  const before = new Float32Array(words.slice().buffer);
  const codesUsed = putInFormat(storage, words);
  const after = new Float32Array(words.buffer, words.byteOffset, words.length);
  return { elements: words.length, codesUsed, ...costs(storage, before, after) };
}

/** The same without counting what it costs; gives how many different words occur. */
export function putInFormat(storage: TensorStorage, words: Uint32Array): number | null {
  return storeUniform(storage, words) ?? storeFloats(storage, words) ?? storeOneByOne(storage, words);
}

/** The reference: each word by itself. */
export function storeOneByOne(storage: TensorStorage, words: Uint32Array): number | null {
  const values = new Float32Array(words.buffer, words.byteOffset, words.length);
  const { groups, formats } = storage;
  const { width } = layoutOf(storage);
  const used = width > MOST_COUNTED_BITS ? null : new Uint8Array(2 ** width);
  for (let i = 0; i < words.length; i++) {
    const group = groups.count === 1 ? 0 : groups.of(i);
    const word = storage.wordOf(words[i] as number, values[i] as number, group, i);
    words[i] = (formats[group] as WordFormat).toFloat32Bits(word);
    if (used !== null) used[word] = 1;
  }
  return used?.reduce((sum, one) => sum + one, 0) ?? null;
}

function costs(
  { groups, formats }: TensorStorage,
  before: Float32Array,
  after: Float32Array,
): Pick<StorageFacts, 'clipped' | 'signal' | 'noise' | 'maxError'> {
  const lowest = Float32Array.from(formats, (format) => endsOf(format).lowest);
  const highest = Float32Array.from(formats, (format) => endsOf(format).highest);
  let clipped = 0;
  let signal = 0;
  let noise = 0;
  let maxError = 0;
  for (let i = 0; i < before.length; i++) {
    const group = groups.count === 1 ? 0 : groups.of(i);
    const value = before[i] as number;
    if (value < (lowest[group] as number) || value > (highest[group] as number)) clipped++;
    const error = Math.abs((after[i] as number) - value);
    if (error < Number.POSITIVE_INFINITY) {
      signal += value * value;
      noise += error * error;
      if (error > maxError) maxError = error;
    }
  }
  return { clipped, signal, noise, maxError };
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

/** Floats are ordered by their words; just above the largest finite one stand infinity and the NaNs. */
function largestFinite(format: WordFormat): number {
  let low = 0;
  let high = 2 ** (format.width - 1) - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (Number.isFinite(format.decode(middle))) low = middle;
    else high = middle - 1;
  }
  return format.decode(low);
}
