/**
 * The observation of one value on host memory (definitions: DESIGN section 3), in double precision: differences of
 * float32 values, their squares and ratios stay below 1e90, so nothing overflows. A large network has twenty million
 * elements, half of them zeros in no order, so the common blocks are counted without branches: those in which nothing
 * differs, and those in which all is finite.
 */
import type { Observation } from '../device.ts';
import { EXPONENT, isFiniteWord, isNanWord } from './memory.ts';

const BLOCK = 2048;
/** Added to the exponent bits of a word, it reaches the sign bit exactly if all of them are set. */
const EXPONENT_LSB = 1 << 23;

interface Compared {
  readonly golden: Int32Array;
  readonly faulty: Int32Array;
  /** The same words as values. */
  readonly g: Float32Array;
  readonly f: Float32Array;
}

interface Sums {
  changed: number;
  maxAbsDiff: number;
  squares: number;
  ratios: number;
  /** Positions finite in both with golden not 0. */
  nonzero: number;
  nan: number;
  inf: number;
}

export function observe(golden: Int32Array, faulty: Int32Array): Observation {
  const pair = { golden, faulty, g: floats(golden), f: floats(faulty) };
  const sums = { changed: 0, maxAbsDiff: 0, squares: 0, ratios: 0, nonzero: 0, nan: 0, inf: 0 };
  for (let start = 0; start < golden.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, golden.length);
    let differing = 0;
    let nonFinite = 0;
    let zeros = 0;
    for (let i = start; i < end; i++) {
      const gw = golden[i] as number;
      const fw = faulty[i] as number;
      differing |= gw ^ fw;
      nonFinite |= ((gw & EXPONENT) + EXPONENT_LSB) | ((fw & EXPONENT) + EXPONENT_LSB);
      zeros += isZeroWord(gw);
    }
    if (nonFinite < 0) addAny(sums, pair, start, end);
    else {
      sums.nonzero += end - start - zeros;
      if (differing !== 0) addFinite(sums, pair, start, end);
    }
  }
  const { changed, maxAbsDiff, squares, ratios, nonzero, nan, inf } = sums;
  const meanRelativeError = nonzero === 0 ? 0 : ratios / nonzero;
  return { size: golden.length, changed, maxAbsDiff, l2: Math.sqrt(squares), meanRelativeError, nan, inf };
}

const floats = (words: Int32Array): Float32Array =>
  new Float32Array(words.buffer, words.byteOffset, words.length);

/** 1 for zero of either sign, else 0. */
const isZeroWord = (word: number): number => ((word & 0x7fffffff) - 1) >>> 31;

function addFinite(sums: Sums, { golden, faulty, g, f }: Compared, start: number, end: number): void {
  let { maxAbsDiff, squares, ratios } = sums;
  let changed = 0;
  for (let i = start; i < end; i++) {
    const gw = golden[i] as number;
    const bits = gw ^ (faulty[i] as number);
    changed += (bits | -bits) >>> 31;
    const difference = Math.abs((f[i] as number) - (g[i] as number));
    maxAbsDiff = difference > maxAbsDiff ? difference : maxAbsDiff;
    squares += difference * difference;
    // Where golden is 0 this adds difference * 0 / 1.
    const zero = isZeroWord(gw);
    ratios += (difference * (1 - zero)) / (Math.abs(g[i] as number) + zero);
  }
  sums.changed += changed;
  sums.maxAbsDiff = maxAbsDiff;
  sums.squares = squares;
  sums.ratios = ratios;
}

function addAny(sums: Sums, { golden, faulty, g, f }: Compared, start: number, end: number): void {
  let { maxAbsDiff, squares, ratios } = sums;
  let [changed, nonzero, nan, inf] = [0, 0, 0, 0];
  for (let i = start; i < end; i++) {
    const gw = golden[i] as number;
    const fw = faulty[i] as number;
    if (isNanWord(fw)) {
      nan++;
      if (!isNanWord(gw)) changed++;
      continue;
    }
    if (!isFiniteWord(fw)) inf++;
    if (isFiniteWord(fw) && isFiniteWord(gw)) nonzero += 1 - isZeroWord(gw);
    if (gw === fw) continue;
    changed++;
    if (!isFiniteWord(fw) || !isFiniteWord(gw)) continue;
    const difference = Math.abs((f[i] as number) - (g[i] as number));
    maxAbsDiff = difference > maxAbsDiff ? difference : maxAbsDiff;
    squares += difference * difference;
    if (g[i] !== 0) ratios += difference / Math.abs(g[i] as number);
  }
  sums.changed += changed;
  sums.maxAbsDiff = maxAbsDiff;
  sums.squares = squares;
  sums.ratios = ratios;
  sums.nonzero += nonzero;
  sums.nan += nan;
  sums.inf += inf;
}

/** Words are equal if their 32 bits are, or if both are NaN. */
export const differs = (g: number, f: number): boolean => g !== f && !(isNanWord(g) && isNanWord(f));
