/**
 * Formats whose words are codes: integers that stand for values on a grid. A code fits into its word as two's
 * complement (signed) or as it is; every word has a value, those that encoding never gives included, since a
 * flip can lead to them (DESIGN 3.2: a faulty code is not clipped again). A NaN has no code: it is stored as
 * zero is, as ARM converts.
 */
import { float32Bits, float32FromBits } from '../words/float32.ts';
import { lowBits } from '../words/mask.ts';
import type { WordField, WordFormat } from './format.ts';
import { powerOfTwo } from './powerOfTwo.ts';

/**
 * Encoding as plain arithmetic in float32: clip(round(x * by) + zero), or x / by, half to even. What has such a form can
 * be stored by a loop without calls.
 */
export interface UniformCode {
  readonly by: number;
  readonly divide: boolean;
  readonly zero: number;
  readonly least: number;
  readonly most: number;
  /** Steps are counted from this value, in float64: clip(round((x - origin) / by)). Missing: from 0, in float32. */
  readonly origin?: number;
}

export interface CodeFormat extends WordFormat {
  readonly signed: boolean;
  /** Missing where encoding has no such form. */
  readonly uniform?: UniformCode;
  /** Least and greatest value that encoding gives. */
  readonly lowest: number;
  readonly highest: number;
  /** The integer in a word. */
  codeOf(word: number): number;
  /** The word of an integer; only its low `width` bits count. */
  wordOf(code: number): number;
}

export function isCode(format: WordFormat): format is CodeFormat {
  return 'codeOf' in format;
}

export interface CodeDefinition {
  readonly name: string;
  readonly width: number;
  readonly signed: boolean;
  readonly fields: readonly WordField[];
  /** Code of a value that is not NaN, infinities included; must fit into the word. */
  readonly toCode: (value: number) => number;
  /** Float32 value of every code that fits into the word. */
  readonly toValue: (code: number) => number;
  readonly uniform?: UniformCode | undefined;
}

export interface Level {
  readonly word: number;
  readonly code: number;
  readonly value: number;
  /** False for a word that encoding never gives and only a fault can. */
  readonly reachable: boolean;
}

export function codeFormat(definition: CodeDefinition): CodeFormat {
  const { name, width, signed, fields, toCode, toValue, uniform } = definition;
  const codeOf = (word: number): number => (signed ? (word << (32 - width)) >> (32 - width) : word >>> 0);
  const wordOf = (code: number): number => (code & lowBits(width)) >>> 0;
  const encode = (value: number): number => wordOf(toCode(Number.isNaN(value) ? 0 : value));
  const decode = (word: number): number => toValue(codeOf(word));
  const ends = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY].map((end) => decode(encode(end)));
  return {
    name,
    width,
    signed,
    fields,
    float32Shift: null,
    ...(uniform === undefined ? {} : { uniform }),
    lowest: Math.min(...ends),
    highest: Math.max(...ends),
    codeOf,
    wordOf,
    encode,
    decode,
    fromFloat32Bits: (bits) => encode(float32FromBits(bits)),
    toFloat32Bits: (word) => float32Bits(decode(word)),
  };
}

/** Sign, integer and fraction bits from the top; a field without bits is left out. */
export function fixedPointFields(width: number, signed: boolean, fractionBits: number): readonly WordField[] {
  const magnitudeBits = width - (signed ? 1 : 0);
  const low = Math.min(Math.max(fractionBits, 0), magnitudeBits);
  const fields: readonly WordField[] = [
    { name: 'sign', letter: 'S', high: width - 1, low: magnitudeBits },
    { name: 'integer', letter: 'I', high: magnitudeBits - 1, low },
    { name: 'fraction', letter: 'F', high: low - 1, low: 0 },
  ];
  return fields.filter((field) => field.high >= field.low);
}

/** Least and greatest integer of a word. */
export function codeRange(width: number, signed: boolean): readonly [number, number] {
  return signed ? [-powerOfTwo(width - 1), powerOfTwo(width - 1) - 1] : [0, powerOfTwo(width) - 1];
}

/** Every word in ascending order, for words of at most 16 bits: 65,536 levels. */
export function levels(format: CodeFormat): readonly Level[] {
  if (format.width > 16) throw new RangeError(`${format.name} has 2^${format.width} words: too many to list`);
  return Array.from({ length: powerOfTwo(format.width) }, (_, word) => {
    const value = format.decode(word);
    return { word, code: format.codeOf(word), value, reachable: format.encode(value) === word };
  });
}
