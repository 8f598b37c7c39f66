/** A bijection of 32-bit words in which every bit depends on every other: the finaliser of MurmurHash3 (Appleby). */
export function mixWord(word: number): number {
  let hash = word ^ 0x9e3779b9;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A seed for part `index` of what `seed` seeds; different indices give different seeds. */
export function partSeed(seed: number, index: number): number {
  return mixWord(mixWord(seed) ^ index);
}
