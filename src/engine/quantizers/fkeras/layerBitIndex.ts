/**
 * FKeras's numbering of all bits of a layer: the bits of weight 0, of weight 1, and so on, weights in
 * row-major order. With `msbFirst` (`little_endian=True` there, its default) index 0 is the sign bit of
 * weight 0; without, index 0 is its least significant bit: upstream calls that bit 0 the most significant
 * one, and then shifts by it all the same. Bits here count from the least significant, as everywhere in the
 * lab. Source: fkeras/utils.py, lbi_to_wbi, wbi_to_lbi.
 */
import { LabError } from '../../labError.ts';

export interface WeightBit {
  /** Flat index of the weight. */
  readonly weight: number;
  readonly bit: number;
}

export function weightBitOf(layerBit: number, bits: number, msbFirst = true): WeightBit {
  if (!Number.isInteger(layerBit) || layerBit < 0) {
    const message = `Layer bit index: got ${layerBit}, wanted a whole number from 0.`;
    throw new LabError('bad-argument', message, { got: layerBit });
  }
  const place = layerBit % bits;
  return { weight: Math.floor(layerBit / bits), bit: msbFirst ? bits - 1 - place : place };
}

export function layerBitOf({ weight, bit }: WeightBit, bits: number, msbFirst = true): number {
  if (!Number.isInteger(bit) || bit < 0 || bit >= bits) {
    const message = `Bit of a weight: got ${bit}, wanted 0 (least significant) to ${bits - 1}.`;
    throw new LabError('bad-argument', message, { got: bit, wanted: bits - 1 });
  }
  return weight * bits + (msbFirst ? bits - 1 - bit : bit);
}
