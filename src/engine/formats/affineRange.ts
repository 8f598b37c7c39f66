/**
 * Scale and zero point for a range of values. Symmetric: zero is code 0 and the codes -(2^(b-1)-1)..2^(b-1)-1
 * span the range, so the lowest code stays unused (TensorFlow Lite's weights). Asymmetric: all codes span the
 * range, widened to hold 0, and the zero point is rounded to a code, so that 0 is exact (TensorFlow Lite's
 * activations, ONNX). A scale is a normal float32: a subnormal one has too few bits to span the range with its codes,
 * and graphics hardware takes it for zero.
 */
import { codeRange } from './codeFormat.ts';
import type { AffineScale } from './intAffine.ts';
import { roundHalfEven } from './roundHalfEven.ts';

/**
 * A range of nothing but zero gets the scale 1. Unsigned words have no symmetric scale other than from 0 up.
 */
export function symmetricScale(lowest: number, highest: number, width: number, signed: boolean): AffineScale {
  const [, most] = codeRange(width, signed);
  const reach = signed ? Math.max(-lowest, highest, 0) : Math.max(highest, 0);
  return { scale: stepFor(Math.fround(reach), most), zero: 0 };
}

export function asymmetricScale(
  lowest: number,
  highest: number,
  width: number,
  signed: boolean,
): AffineScale {
  const [least, most] = codeRange(width, signed);
  const low = Math.fround(Math.min(lowest, 0));
  const high = Math.fround(Math.max(highest, 0));
  const scale = stepFor(Math.fround(high - low), most - least);
  const zero = roundHalfEven(least - Math.fround(low / scale));
  return { scale, zero: Math.min(Math.max(zero, least), most) };
}

const SMALLEST_NORMAL = 2 ** -126;

/** Step that spans a float32 reach in so many codes. */
function stepFor(reach: number, codes: number): number {
  return reach === 0 ? 1 : Math.max(Math.fround(reach / codes), SMALLEST_NORMAL);
}
