/**
 * Fixed point: an integer of up to 32 bits times a power of two, two's complement if signed; half to even,
 * saturating. The grid of Xilinx's ap_fixed<W,I,AP_RND_CONV,AP_SAT> with W - I fraction bits. Float32 keeps
 * 24 significant bits, so words of more than 24 bits may share a value, and then the rounded one.
 */
import { type CodeFormat, codeFormat, codeRange, fixedPointFields } from './codeFormat.ts';
import { powerOfTwo } from './powerOfTwo.ts';
import { roundHalfEven } from './roundHalfEven.ts';

/**
 * `width` 1 to 32 (signed: from 2); `fractionBits` -64 to 64, the least significant bit weighs
 * 2^-fractionBits.
 */
export function fixedPoint(width: number, fractionBits: number, signed = true): CodeFormat {
  const [lowest, highest] = codeRange(width, signed);
  const step = powerOfTwo(-fractionBits);
  return codeFormat({
    name: `${signed ? 'fixed' : 'ufixed'}(${width},${fractionBits})`,
    width,
    signed,
    fields: fixedPointFields(width, signed, fractionBits),
    toCode: (value) => Math.min(Math.max(roundHalfEven(value / step), lowest), highest),
    toValue: (code) => Math.fround(code * step),
    uniform: { by: powerOfTwo(fractionBits), divide: false, zero: 0, least: lowest, most: highest },
  });
}
