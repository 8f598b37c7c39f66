/**
 * A patch is masks at flat indices of one tensor: what every back end applies and what every fault becomes.
 * Indices are unique and ascending. Words stay integers, so NaN payloads survive.
 */
import type { WordMask } from './mask.ts';

export interface Patch {
  readonly indices: Int32Array;
  readonly and: Int32Array;
  readonly xor: Int32Array;
}

export const EMPTY_PATCH: Patch = {
  indices: new Int32Array(0),
  and: new Int32Array(0),
  xor: new Int32Array(0),
};

/** The same mask at every index; `indices` must be unique and ascending and are not copied. */
export function uniformPatch(indices: Int32Array, mask: WordMask): Patch {
  return {
    indices,
    and: new Int32Array(indices.length).fill(mask.and),
    xor: new Int32Array(indices.length).fill(mask.xor),
  };
}

/** In place: `words[i] = (words[i] & and) ^ xor`. Indices beyond `words` are a bug of the caller. */
export function applyPatch(words: Int32Array | Uint32Array, patch: Patch): void {
  const { indices, and, xor } = patch;
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k] as number;
    words[i] = ((words[i] as number) & (and[k] as number)) ^ (xor[k] as number);
  }
}

/** True if no 32-bit word is changed, whatever the tensor holds. */
export function isIdentity(patch: Patch): boolean {
  return patch.and.every((mask) => mask === -1) && patch.xor.every((mask) => mask === 0);
}

/** `first`, then `second`, as one patch. Linear in the number of indices. */
export function composePatches(first: Patch, second: Patch): Patch {
  const room = first.indices.length + second.indices.length;
  const indices = new Int32Array(room);
  const and = new Int32Array(room);
  const xor = new Int32Array(room);
  let count = 0;
  for (let i = 0, j = 0; i < first.indices.length || j < second.indices.length; count++) {
    const a = first.indices[i] ?? Number.POSITIVE_INFINITY;
    const b = second.indices[j] ?? Number.POSITIVE_INFINITY;
    // An index that one side does not name has the identity there.
    const and1 = a <= b ? (first.and[i] as number) : -1;
    const xor1 = a <= b ? (first.xor[i] as number) : 0;
    const and2 = b <= a ? (second.and[j] as number) : -1;
    const xor2 = b <= a ? (second.xor[j] as number) : 0;
    indices[count] = Math.min(a, b);
    and[count] = and1 & and2;
    xor[count] = (xor1 & and2) ^ xor2;
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return { indices: indices.slice(0, count), and: and.slice(0, count), xor: xor.slice(0, count) };
}

/** All of them, left to right, as one patch; halved so that thousands of small patches stay cheap. */
export function composeAll(patches: readonly Patch[]): Patch {
  if (patches.length <= 1) return patches[0] ?? EMPTY_PATCH;
  const middle = patches.length >> 1;
  return composePatches(composeAll(patches.slice(0, middle)), composeAll(patches.slice(middle)));
}
