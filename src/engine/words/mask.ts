/**
 * The one fault primitive, `(word & and) ^ xor`, as a value (DESIGN 4.3). Flip, stuck-at, set and zero all
 * come down to it, and masks compose: two faults on one word are one mask. Both halves are int32; in words
 * narrower than 32 bits only the low bits count.
 */

export interface WordMask {
  readonly and: number;
  readonly xor: number;
}

export const IDENTITY_MASK: WordMask = { and: -1, xor: 0 };

/** The word under the mask, unsigned 32 bits. */
export function applyMask(word: number, mask: WordMask): number {
  return ((word & mask.and) ^ mask.xor) >>> 0;
}

/** `first`, then `second`, as one mask: ((w & A1) ^ X1) & A2 ^ X2 = (w & (A1 & A2)) ^ ((X1 & A2) ^ X2). */
export function composeMasks(first: WordMask, second: WordMask): WordMask {
  return { and: first.and & second.and, xor: (first.xor & second.and) ^ second.xor };
}

/** All ones in the low `width` bits, as int32; `width` is 1 to 32. */
export function lowBits(width: number): number {
  return width === 32 ? -1 : (1 << width) - 1;
}

/** True if no word of `width` bits is changed by the mask. */
export function isIdentityMask(mask: WordMask, width = 32): boolean {
  const low = lowBits(width);
  return (mask.and & low) === low && (mask.xor & low) === 0;
}

/** True if the mask decides every bit of a word of `width` bits, whatever stood there. */
export function decidesWord(mask: WordMask, width = 32): boolean {
  return (mask.and & lowBits(width)) === 0;
}
