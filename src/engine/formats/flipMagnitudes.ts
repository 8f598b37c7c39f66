/**
 * What every single-bit flip of a word does to its value: the chart "which bit hurts". Exact, from the format
 * alone.
 */
import { type BitField, fieldOf, type WordField, type WordReading } from './format.ts';

export interface FlipMagnitude<Field extends WordField = BitField> {
  readonly bitIndex: number;
  readonly field: Field['name'];
  /** The flipped word and its value. */
  readonly word: number;
  readonly value: number;
  /** |after - before|; Infinity if the flip leaves the finite numbers, NaN if either value is NaN. */
  readonly change: number;
}

/** One entry per bit, bit 0 first. */
export function flipMagnitudes<Field extends WordField>(
  format: WordReading<Field>,
  word: number,
): readonly FlipMagnitude<Field>[] {
  const before = format.decode(word);
  return Array.from({ length: format.width }, (_, bitIndex) => {
    const flipped = (word ^ (1 << bitIndex)) >>> 0;
    const value = format.decode(flipped);
    return {
      bitIndex,
      field: fieldOf(format, bitIndex).name,
      word: flipped,
      value,
      change: Math.abs(value - before),
    };
  });
}
