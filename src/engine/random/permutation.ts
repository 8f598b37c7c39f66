/**
 * A keyed permutation of 0 .. size - 1 that needs no memory: trial t of a campaign is `at(t)`, so sampling is without
 * replacement, any trial can be made without those before it, and every prefix is a simple random sample. A Feistel
 * network over a x b cells with modular addition (Black and Rogaway 2002, generalised Feistel) and cycle walking: a and b
 * are next to the square root, so fewer than a of a * b cells lie beyond the size and a walk is rarely needed.
 */
import { mixWord, partSeed } from './mixWord.ts';

const ROUNDS = 8;

export interface Permutation {
  readonly size: number;
  /** Place t's number; t from 0 to size - 1. */
  at(t: number): number;
  /** The place that holds the number. */
  indexOf(number: number): number;
}

/** `seed`: a 32-bit whole number; `size`: a whole number of 1 to 2^50. */
export function permutation(seed: number, size: number): Permutation {
  if (!Number.isInteger(size) || size < 1 || size > 2 ** 50)
    throw new RangeError(`a permutation of ${size} numbers: wanted 1 to 2^50`);
  const a = Math.ceil(Math.sqrt(size));
  const b = Math.ceil(size / a);
  const keys = Int32Array.from({ length: ROUNDS }, (_, round) => partSeed(seed, round));
  const shift = (round: number, half: number, size: number): number =>
    Math.floor((mixWord((keys[round] as number) ^ half) >>> 0) * (size / 2 ** 32));

  const forwards = (cell: number): number => {
    let left = Math.floor(cell / b);
    let right = cell - left * b;
    for (let round = 0; round < ROUNDS; round += 2) {
      left = (left + shift(round, right, a)) % a;
      right = (right + shift(round + 1, left, b)) % b;
    }
    return left * b + right;
  };
  const backwards = (cell: number): number => {
    let left = Math.floor(cell / b);
    let right = cell - left * b;
    for (let round = ROUNDS - 1; round > 0; round -= 2) {
      right = (right - shift(round, left, b) + b) % b;
      left = (left - shift(round - 1, right, a) + a) % a;
    }
    return left * b + right;
  };
  const walk = (step: (cell: number) => number) => (from: number) => {
    if (!(from >= 0 && from < size)) throw new RangeError(`${from} is not in 0 .. ${size - 1}`);
    let cell = step(from);
    while (cell >= size) cell = step(cell);
    return cell;
  };
  return { size, at: walk(forwards), indexOf: walk(backwards) };
}
