/**
 * The words of one tensor as the editor handles them, whatever the format: their value, their integer, the next words up
 * and down, and the way back from what a person types. Floats order their words by IEEE 754; codes have a value table or
 * a step and a zero, and are ordered by value.
 */
import type { Format, WordField, WordReading } from '#engine/formats/format.ts';
import { FORMATS } from '#engine/formats/formatByName.ts';
import { roundHalfEven } from '#engine/formats/roundHalfEven.ts';
import { codeOfWord, type WordDecoding, wordReading } from '#engine/formats/wordDecoding.ts';
import { nextDown, nextUp, ulpDistance } from '#engine/words/signMagnitude.ts';

export interface WordModel extends WordReading<WordField> {
  /** The formula behind the value. */
  readonly rule: FloatRule | CodeRule;
  /** Floats: the word as an unsigned integer; codes: the code. */
  readonly integerOf: (word: number) => number;
  readonly integerRange: readonly [least: number, most: number];
  /** The integer must be in range. */
  readonly wordOfInteger: (integer: number) => number;
  /** Nearest word, half to even; beyond the range the infinity of floats, the end of codes. Null for a NaN without a word. */
  readonly encode: (value: number) => number | null;
  /** The word of the next value in that direction; the same word where there is none. */
  readonly next: (word: number, direction: 'above' | 'below') => number;
  /** How many values of the format lie between two words, one end included; NaN where one is no number. */
  readonly distance: (wordA: number, wordB: number) => number;
  readonly distanceUnit: 'ulp' | 'codes';
}

export interface FloatRule {
  readonly kind: 'float';
  readonly format: Format;
}

/** value = step × (code - zero), or by a table. */
export interface CodeRule {
  readonly kind: 'code';
  readonly signed: boolean;
  readonly step: number;
  readonly zero: number;
  /** False where the value is read from a table. */
  readonly linear: boolean;
}

export function floatModel(format: Format): WordModel {
  const words = 2 ** format.width;
  return {
    name: format.name,
    width: format.width,
    fields: format.fields,
    decode: format.decode,
    rule: { kind: 'float', format },
    integerOf: (word) => word >>> 0,
    integerRange: [0, words - 1],
    wordOfInteger: (integer) => integer >>> 0,
    encode: (value) => format.encode(value),
    next: (word, direction) => (direction === 'above' ? nextUp(word, format) : nextDown(word, format)),
    distance: (a, b) => ulpDistance(a, b, format),
    distanceUnit: 'ulp',
  };
}

/** How the word at a flat index is handled; `decoding` null is float32. */
export function wordModel(decoding: WordDecoding | null, flatIndex: number): WordModel {
  const name = decoding?.name ?? 'float32';
  const float = FORMATS.find((format) => format.name === name);
  if (float !== undefined || decoding === null) return floatModel(float ?? (FORMATS[0] as Format));
  return codeModel(decoding, flatIndex);
}

function codeModel(decoding: WordDecoding, flatIndex: number): WordModel {
  const reading = wordReading(decoding, flatIndex);
  const { width, signed } = decoding;
  const group = decoding.groupOf?.[flatIndex] ?? 0;
  const step = decoding.step[group] as number;
  const zero = decoding.zero[group] as number;
  const integerRange: readonly [number, number] = signed
    ? [-(2 ** (width - 1)), 2 ** (width - 1) - 1]
    : [0, 2 ** width - 1];
  const integerOf = (word: number) => codeOfWord(decoding, word);
  const wordOfInteger = (integer: number) => (width === 32 ? integer : integer & (2 ** width - 1)) >>> 0;
  const byTable = decoding.levels !== null;
  const linear = (integer: number) =>
    reading.decode(wordOfInteger(integer)) === Math.fround(step * (integer - zero));
  const [least, most] = integerRange;
  const clipped = (integer: number) => Math.min(Math.max(integer, least), most);
  const encodeLinear = (value: number) => wordOfInteger(clipped(roundHalfEven(value / step) + zero));
  return {
    ...reading,
    rule: {
      kind: 'code',
      signed,
      step,
      zero,
      linear: !byTable || [least, zero, zero + 1, most].every(linear),
    },
    integerOf,
    integerRange,
    wordOfInteger,
    encode: (value) =>
      Number.isNaN(value)
        ? null
        : byTable
          ? nearestWord(reading, (word) => integerOf(word) - zero, value)
          : encodeLinear(value),
    next: (word, direction) =>
      byTable
        ? nextWord(reading, word, direction)
        : wordOfInteger(clipped(integerOf(word) + (direction === 'above' ? 1 : -1))),
    distance: (a, b) => Math.abs(integerOf(a) - integerOf(b)),
    distanceUnit: 'codes',
  };
}

/** Of two words equally near the one an even number of steps from zero, else the first. */
function nearestWord(reading: WordReading, stepsOf: (word: number) => number, value: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  const values = Float32Array.from({ length: 2 ** reading.width }, (_, word) => reading.decode(word));
  const [lowest, highest] = ends(values);
  // Far outside all distances would be the same double.
  const target = Math.min(Math.max(value, lowest), highest);
  for (const [word, level] of values.entries()) {
    const distance = Math.abs(level - target);
    if (distance < least || (distance === least && stepsOf(best) % 2 !== 0 && stepsOf(word) % 2 === 0)) {
      best = word;
      least = distance;
    }
  }
  return best;
}

function nextWord(reading: WordReading, from: number, direction: 'above' | 'below'): number {
  const value = reading.decode(from);
  let best = from;
  let bestValue = direction === 'above' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  for (let word = 0; word < 2 ** reading.width; word++) {
    const other = reading.decode(word);
    const between =
      direction === 'above' ? value < other && other < bestValue : bestValue < other && other < value;
    if (between) [best, bestValue] = [word, other];
  }
  return best;
}

function ends(values: Float32Array): readonly [lowest: number, highest: number] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return [lowest, highest];
}
