/** Seeded words for tests: every bit pattern, or ordinary numbers. Generator: xorshift32 (Marsaglia 2003). */

function xorshift(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Any word: of 256, one is NaN or infinite and one zero or subnormal; more of both are mixed in. */
export function anyWords(count: number, seed: number): Uint32Array {
  const next = xorshift(seed);
  const special = [0x7f800000, 0xff800000, 0x7fc00000, 0xffa00001, 0, 0x80000000, 1, 0x807fffff];
  return Uint32Array.from({ length: count }, () => {
    const word = next();
    const choice = next() % 64;
    return special[choice] ?? word;
  });
}

/** Numbers in [-1, 1). */
export function smallNumbers(count: number, seed: number): Float32Array {
  const next = xorshift(seed);
  return Float32Array.from({ length: count }, () => next() / 2 ** 31 - 1);
}

/** A copy in which about one word in `every` is another. */
export function disturbed(words: Uint32Array, every: number, seed: number): Uint32Array {
  const next = xorshift(seed);
  const others = anyWords(words.length, seed + 1);
  return words.map((word, i) => (next() % every === 0 ? (others[i] as number) : word));
}
