/**
 * Order among words of IEEE 754 shape: a sign bit above a magnitude whose integer order is the order of the
 * values (IEEE 754-2019, 5.3.1 nextUp/nextDown and 5.10 totalOrder). Works on integers, so neighbours and
 * distances are exact.
 */

/** What the order needs to know of a format; every `Format` has it. */
export interface SignMagnitude {
  /** The word with only the sign bit set. */
  readonly signBit: number;
  /** The word of +Infinity; magnitudes above it are NaN. */
  readonly infinity: number;
  /** False where `infinity` is the word of the largest number instead (float8 e4m3); true if missing. */
  readonly hasInfinity?: boolean;
}

export const FLOAT32_ORDER: SignMagnitude = { signBit: 0x80000000, infinity: 0x7f800000 };

export function isNaNWord(word: number, order: SignMagnitude = FLOAT32_ORDER): boolean {
  return magnitude(word, order) > order.infinity;
}

/** Infinity or NaN. */
export function isNonFiniteWord(word: number, order: SignMagnitude = FLOAT32_ORDER): boolean {
  const size = magnitude(word, order);
  return size > order.infinity || (size === order.infinity && order.hasInfinity !== false);
}

/**
 * How many representable values lie between two words, one end included: 0 for equal values (-0 and +0 are
 * one value), 1 for neighbours. Infinity counts as the value after the largest finite one. NaN if either word
 * is NaN.
 */
export function ulpDistance(wordA: number, wordB: number, order: SignMagnitude = FLOAT32_ORDER): number {
  if (isNaNWord(wordA, order) || isNaNWord(wordB, order)) return Number.NaN;
  return Math.abs(ordinal(wordA, order) - ordinal(wordB, order));
}

/** Word of the least value above. +Infinity and NaN stay; the negative smallest subnormal gives -0. */
export function nextUp(word: number, order: SignMagnitude = FLOAT32_ORDER): number {
  if (isNaNWord(word, order) || word >>> 0 === order.infinity) return word >>> 0;
  const place = ordinal(word, order) + 1;
  return place > 0 ? place : order.signBit - place;
}

/** Word of the greatest value below. -Infinity and NaN stay; the positive smallest subnormal gives +0. */
export function nextDown(word: number, order: SignMagnitude = FLOAT32_ORDER): number {
  if (isNaNWord(word, order) || word >>> 0 === order.signBit + order.infinity) return word >>> 0;
  const place = ordinal(word, order) - 1;
  return place >= 0 ? place : order.signBit - place;
}

function magnitude(word: number, order: SignMagnitude): number {
  return (word & (order.signBit - 1)) >>> 0;
}

/** Place on the number line: 0 for both zeros, 1 for the smallest subnormal, negative below zero. */
function ordinal(word: number, order: SignMagnitude): number {
  const size = magnitude(word, order);
  return (word & order.signBit) === 0 ? size : 0 - size;
}
