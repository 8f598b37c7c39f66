/**
 * A number format: how a real number is kept in a word of `width` bits. Words are unsigned integers, bit 0 is
 * the least significant. Every value of a format is a float32 value, so that tensors can hold decoded words.
 */
import type { SignMagnitude } from '../words/signMagnitude.ts';

export interface BitField {
  readonly name: 'sign' | 'exponent' | 'mantissa';
  /** Shown under the bits, so that colour is never the only sign. */
  readonly letter: 'S' | 'E' | 'M';
  /** Highest and lowest bit index of the field, both included. */
  readonly high: number;
  readonly low: number;
}

/** A field of any word: those of floats, and the integer and fraction bits of codes. */
export interface WordField {
  readonly name: BitField['name'] | 'integer' | 'fraction';
  readonly letter: BitField['letter'] | 'I' | 'F';
  readonly high: number;
  readonly low: number;
}

/** What showing a word needs to know of its format. */
export interface WordReading<Field extends WordField = WordField> {
  /** As it stands after `@` in a fault string. */
  readonly name: string;
  readonly width: number;
  /** From the most significant bit down; together they are the whole word. */
  readonly fields: readonly Field[];
  /** Value of a word. A NaN's payload is lost. */
  decode(word: number): number;
}

/** What storing and hitting a tensor needs to know of its format; floats and codes alike have it. */
export interface WordFormat<Field extends WordField = WordField> extends WordReading<Field> {
  /**
   * Places to the left at which the word stands in the float32 word of its value, zeros below: 0 for float32,
   * 16 for bfloat16. Null where the two words are not related by a shift; then a mask on float32 words
   * depends on the value.
   */
  readonly float32Shift: number | null;
  /**
   * Word nearest to the value, half to even in one rounding from the double unless the format says otherwise.
   * Beyond the range: the infinity of floats, the nearest end of codes.
   */
  encode(value: number): number;
  /**
   * Word nearest to the float32 value of these bits. A float's NaN keeps its sign and the top of its payload.
   */
  fromFloat32Bits(bits: number): number;
  /** Float32 word of the same value, unsigned, exact; a NaN keeps sign and payload. */
  toFloat32Bits(word: number): number;
}

/** A float: sign, exponent and mantissa. */
export interface Format extends SignMagnitude, WordFormat<BitField> {
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly exponentBias: number;
  /**
   * False for float8 e4m3; `infinity` is then the word of the largest value, above which words are NaN all
   * the same.
   */
  readonly hasInfinity: boolean;
}

/** The field that holds a bit. The bit must be one of the format's. */
export function fieldOf<Field extends WordField>(format: WordReading<Field>, bitIndex: number): Field {
  const field = format.fields.find(({ high, low }) => low <= bitIndex && bitIndex <= high);
  if (field === undefined) throw new RangeError(`${format.name} has no bit ${bitIndex}`);
  return field;
}
