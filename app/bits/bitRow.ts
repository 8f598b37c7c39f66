/**
 * One bit as the editor shows it: index, digit, field, and how it came to differ from golden. Most significant bit first.
 */
import { fieldOf, type WordField, type WordReading } from '#engine/formats/format.ts';

export interface BitCell {
  readonly bitIndex: number;
  readonly digit: 0 | 1;
  readonly field: WordField['name'];
  readonly letter: WordField['letter'];
  /** First bit of its field, seen from the left, and not of the word. */
  readonly edge: boolean;
  /** Named by a flip fault on this very word. */
  readonly flipped: boolean;
  /** Differs from golden for whatever reason. */
  readonly changed: boolean;
}

export function bitRow(
  format: WordReading,
  golden: number,
  faulty: number,
  flips: ReadonlySet<number>,
): readonly BitCell[] {
  return Array.from({ length: format.width }, (_, place) => {
    const bitIndex = format.width - 1 - place;
    const { name, letter, high } = fieldOf(format, bitIndex);
    return {
      bitIndex,
      digit: ((faulty >>> bitIndex) & 1) as 0 | 1,
      field: name,
      letter,
      edge: bitIndex === high && place > 0,
      flipped: flips.has(bitIndex),
      changed: (((golden ^ faulty) >>> bitIndex) & 1) === 1,
    };
  });
}

/** The word with all these bits inverted, unsigned. */
export function withFlips(word: number, flips: Iterable<number>): number {
  let result = word;
  for (const bitIndex of flips) result ^= 1 << bitIndex;
  return result >>> 0;
}

/** Where the keyboard goes from a bit; rows of eight are what Up and Down step over. Null: not a key of the strip. */
export function bitAfterKey(key: string, bitIndex: number, width: number): number | null {
  const step = STEPS[key];
  if (step !== undefined) return Math.min(width - 1, Math.max(0, bitIndex + step));
  if (key === 'Home') return width - 1;
  if (key === 'End') return 0;
  return null;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: 1, ArrowRight: -1, ArrowUp: 8, ArrowDown: -8 };
