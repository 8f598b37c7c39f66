/**
 * Whole numbers drawn from a seed: xoroshiro128+ (Blackman and Vigna 2018), its state spread from seed and index by the
 * finaliser of MurmurHash3 (Appleby), so that neighbouring seeds and neighbouring indices have nothing in common. The
 * same seed and index give the same numbers everywhere.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { mixWord, partSeed } from './mixWord.ts';

/** A whole number from 0 to `count` - 1, each as likely; `count` is 1 to 2^53. */
export type DrawBelow = (count: number) => number;

/** `seed` and `index`: any 32-bit whole numbers. The draws of one index are independent of those of another. */
export function seededDraws(seed: number, index: number): DrawBelow {
  const state = [0, 1, 2, 3].map((word) => mixWord(partSeed(seed, index) + word));
  const generator = xoroshiro128plusFromState(state);
  return (count) => uniformInt(generator, 0, count - 1);
}
