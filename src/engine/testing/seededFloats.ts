/**
 * Deterministic float32 numbers for test models and inputs: the same on every machine, since only integer mixing
 * (the finalizer of MurmurHash3, public domain) and exact float operations are used, no Math.log or Math.cos.
 */

export interface SeededFloats {
  /** Uniform in [lo, hi). */
  uniform(lo: number, hi: number): number;
  /** Bell-shaped with mean 0 and the given standard deviation: a sum of twelve uniforms, never beyond 6 deviations. */
  normal(deviation: number): number;
  /** Uniform integer in 0 .. bound - 1. */
  below(bound: number): number;
}

export function seededFloats(seed: string | number): SeededFloats {
  let state = mixed(
    String(seed)
      .split('')
      .reduce((hash, c) => mixed(hash ^ c.charCodeAt(0)), 0x9747b28c),
  );
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return (mixed(state) >>> 8) / 2 ** 24;
  };
  return {
    uniform: (lo, hi) => Math.fround(lo + next() * (hi - lo)),
    normal(deviation) {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += next();
      return Math.fround(sum * deviation);
    },
    below: (bound) => Math.floor(next() * bound),
  };
}

function mixed(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Random values fit for a weight of that name and shape: activations stay of order 1 through many layers. */
export function weightValues(name: string, shape: readonly number[], floats: SeededFloats): Float32Array {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  return values.map(drawOf(name, shape, floats));
}

function drawOf(name: string, shape: readonly number[], floats: SeededFloats): () => number {
  if (/(gamma|scale)$/.test(name)) return () => floats.uniform(0.5, 1.5);
  if (/variance$/.test(name)) return () => floats.uniform(0.5, 2);
  if (/(kernel|embeddings)$/.test(name)) {
    const fanIn = /depthwise/.test(name) ? shape.slice(0, 2) : shape.slice(0, -1);
    const deviation = Math.sqrt(2 / fanIn.reduce((product, size) => product * size, 1));
    return () => floats.normal(deviation);
  }
  return () => floats.uniform(-0.3, 0.3);
}
