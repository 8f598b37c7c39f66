/**
 * The word behind a stored value. Encoding gives it back for every word that encoding gives; a word that only a fault
 * gives is looked up among all words of the format, where they are few enough to list.
 */
import type { WordFormat } from './format.ts';

const MOST_LISTED_BITS = 16;

const listed = new WeakMap<WordFormat, ReadonlyMap<number, number>>();

/** `float32Bits`: unsigned float32 word of a value of the format. Of several words of one value the encoded one. */
export function storedWord(format: WordFormat, float32Bits: number): number {
  const word = format.fromFloat32Bits(float32Bits);
  if (format.width > MOST_LISTED_BITS || format.toFloat32Bits(word) === float32Bits) return word;
  let words = listed.get(format);
  if (words === undefined) {
    words = new Map(
      Array.from({ length: 2 ** format.width }, (_, code) => [format.toFloat32Bits(code), code]),
    );
    listed.set(format, words);
  }
  return words.get(float32Bits) ?? word;
}
