/**
 * Seeded draws for quantizers that need them: xoroshiro128+, uniform multiples of 2^-24 in [0, 1), so that a
 * draw is a float32 as TensorFlow's are.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Draw } from './quantizer.ts';

/** `seed`: any 32-bit integer; the same seed gives the same draws everywhere. */
export function uniformDraws(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  return () => uniformInt(generator, 0, 0xffffff) / 0x1000000;
}
