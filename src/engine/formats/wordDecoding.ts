/**
 * How the words of a stored tensor are read, as plain data that crosses threads: who shows a word needs neither the
 * tensor nor the quantizer that made it.
 */
import type { WordField, WordReading } from './format.ts';
import { FORMATS } from './formatByName.ts';

export interface WordDecoding {
  /** Canonical, as it stands after `@`: `float32`, `int8(range=minmax)`, `quantized_bits(6,0,alpha=1)`. */
  readonly name: string;
  readonly width: number;
  /** Codes in two's complement; false for floats. */
  readonly signed: boolean;
  readonly fields: readonly WordField[];
  /** Value of one code step, one per group; 1 for floats. */
  readonly step: Float32Array;
  /** Code of the value 0, one per group. */
  readonly zero: Int32Array;
  /** Group of each element of a parameter or of one image; null where all share one. */
  readonly groupOf: Uint32Array | null;
  /**
   * Value of every word, `levels[group * 2 ** width + word]`. Null for floats, which are decoded by their name, and for
   * words of more than 16 bits or very many groups: there the value is step * (code - zero).
   */
  readonly levels: Float32Array | null;
}

/** How the word at a flat index is read, batch axis left out. */
export function wordReading(decoding: WordDecoding, flatIndex: number): WordReading {
  const { name, width, fields, levels } = decoding;
  const float = FORMATS.find((format) => format.name === name);
  if (float !== undefined) return float;
  const group = decoding.groupOf?.[flatIndex] ?? 0;
  const step = decoding.step[group] as number;
  const zero = decoding.zero[group] as number;
  const decode = (word: number): number =>
    levels === null
      ? Math.fround(step * Math.fround(codeOfWord(decoding, word) - zero))
      : (levels[group * 2 ** width + word] as number);
  return { name, width, fields, decode };
}

/** The integer in a word. */
export function codeOfWord({ width, signed }: Pick<WordDecoding, 'width' | 'signed'>, word: number): number {
  return signed ? (word << (32 - width)) >> (32 - width) : word >>> 0;
}
