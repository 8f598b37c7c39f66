/**
 * FKeras's four ways to make and apply masks, as published, for comparison with its results
 * (fkeras/utils.py):
 *
 * - `fkeras.v1` fills bit planes from the least significant up, and adds the sign plane as +2^(bits-1), which
 *   leaves the code space: 0.5 becomes 2.5 in quantized_bits(5,1).
 * - `fkeras.v2` is the same with the sign plane as -2^(bits-1): two's complement.
 * - `fkeras.v3` flips the first bit of each region.
 * - `fkeras.random` draws distinct bits, counts a fraction bit too many and forgets the sign: bit j is bit j
 *   - 1 of the code, bit 0 half a step, and the sign cannot be hit.
 *
 * Masks are integers to be combined with codes by exclusive or, as signed numbers.
 */
import { powerOfTwo } from '../../formats/powerOfTwo.ts';
import { LabError } from '../../labError.ts';
import type { Draw } from '../quantizer.ts';
import { weightBitOf } from './layerBitIndex.ts';

export const FKERAS_COMPAT = ['fkeras.v1', 'fkeras.v2', 'fkeras.v3', 'fkeras.random'] as const;
export type FkerasCompat = (typeof FKERAS_COMPAT)[number];

/** Of the quantizer: `bits` 1 to 30, `integer` bits left of the point, `signed` as keep_negative. */
export interface FkerasCode {
  readonly bits: number;
  readonly integer: number;
  readonly signed: boolean;
}

/** int(size x bits x rate) in double arithmetic: 100 bits at 0.29 give 28. */
export function fkerasFaultCount(size: number, bits: number, rate: number): number {
  if (rate >= 0 && rate <= 1) return Math.trunc(size * bits * rate);
  throw new LabError('bad-argument', `Bit error rate: got ${rate}, wanted 0 to 1.`, { got: rate });
}

/** Mask of each of `size` weights: fault f is plane floor(f / size) of weight f mod size. */
export function fillMasks(
  size: number,
  { bits, signed }: FkerasCode,
  rate: number,
  version: 'fkeras.v1' | 'fkeras.v2',
): Int32Array {
  const masks = new Int32Array(size);
  const faults = fkerasFaultCount(size, bits, rate);
  for (let f = 0; f < faults; f++)
    masks[f % size] = (masks[f % size] as number) + powerOfTwo(Math.floor(f / size));
  return version === 'fkeras.v1' ? masks : masks.map((mask) => signedMask(mask, bits, signed));
}

/** `firstBits`: the first layer bit of each region; its end and rate do not count. */
export function regionMasks(
  size: number,
  { bits, signed }: FkerasCode,
  firstBits: readonly number[],
): Int32Array {
  const masks = new Int32Array(size);
  for (const layerBit of firstBits) {
    const { weight, bit } = weightBitOf(layerBit, bits);
    if (weight >= size) {
      const message = `Layer bit index: got ${layerBit}, wanted one below ${size * bits}, the bits of ${size} weights.`;
      throw new LabError('bad-argument', message, { got: layerBit, wanted: size * bits });
    }
    masks[weight] = (masks[weight] as number) | powerOfTwo(bit);
  }
  return masks.map((mask) => signedMask(mask, bits, signed));
}

/** Position q of all size x bits is plane floor(q / size) of weight q mod size. */
export function randomMasks(size: number, { bits }: FkerasCode, rate: number, draw: Draw): Int32Array {
  const masks = new Int32Array(size);
  const positions = Array.from({ length: size * bits }, (_, q) => q);
  const faults = fkerasFaultCount(size, bits, rate);
  for (let k = 0; k < faults; k++) {
    const other = k + Math.floor(draw() * (positions.length - k));
    const q = positions[other] as number;
    positions[other] = positions[k] as number;
    masks[q % size] = (masks[q % size] as number) + powerOfTwo(Math.floor(q / size));
  }
  return masks;
}

/**
 * The values with their masks: trunc(value x 2^s) ^ mask, divided by 2^s again, where s counts the fraction
 * bits (of `fkeras.random` one too many for signed codes).
 */
export function withMasks(
  quantized: Float32Array,
  masks: Int32Array,
  code: FkerasCode,
  compat: FkerasCompat,
): Float32Array {
  const sign = code.signed && compat !== 'fkeras.random' ? 1 : 0;
  const unit = powerOfTwo(code.bits - code.integer - sign);
  return quantized.map((value, i) => (Math.trunc(value * unit) ^ (masks[i] as number)) / unit);
}

/** The plane of the sign weighs -2^(bits-1); unsigned codes have none. */
function signedMask(mask: number, bits: number, signed: boolean): number {
  const sign = powerOfTwo(bits - (signed ? 1 : 0));
  return (mask & (sign - 1)) - (mask & sign);
}
