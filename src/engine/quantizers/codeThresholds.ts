/**
 * A quantizer as a staircase: for each code that inputs lead to, the least float32 input that does. Found
 * once, by bisection over the float32 words, so that a back end can compare with numbers in place of
 * computing logarithms and tangents of its own, and codes agree everywhere. For quantizers whose value never
 * falls as x rises, or never rises. Two are not: quantized_hswish, whose thresholds are those of
 * quantized_bits after the curve, and powers of two with quadratic_approximation, which give zero a larger
 * power than small numbers.
 */
import { float32FromBits } from '../words/float32.ts';
import type { FittedQuantizer } from './quantizer.ts';

export interface CodeThresholds {
  /** In the order of x; the first one reaches down to -Infinity. */
  readonly codes: Int32Array;
  /**
   * `codes[k]` is the code of every x in [from[k], from[k + 1]); from[0] is -Infinity. Both zeros are one
   * number.
   */
  readonly from: Float32Array;
}

const LARGEST = 0x7f7fffff;

/** About 32 evaluations for each code. Throws RangeError for words of more than 16 bits. */
export function codeThresholds(fitted: FittedQuantizer, group = 0): CodeThresholds {
  const format = fitted.formats[group];
  if (format === undefined) throw new RangeError(`group ${group} of ${fitted.formats.length}`);
  if (format.width > 16) throw new RangeError(`${format.name}: too many codes for a table of thresholds`);
  const codeAt = (place: number): number => fitted.code(float32At(place), group, 0);
  const codes: number[] = [codeAt(-LARGEST)];
  const from: number[] = [Number.NEGATIVE_INFINITY];
  function split(low: number, lowCode: number, high: number, highCode: number): void {
    if (lowCode === highCode) return;
    if (high - low === 1) {
      codes.push(highCode);
      from.push(float32At(high));
      return;
    }
    const middle = Math.floor((low + high) / 2);
    const code = codeAt(middle);
    split(low, lowCode, middle, code);
    split(middle, code, high, highCode);
  }
  split(-LARGEST, codes[0] as number, LARGEST, codeAt(LARGEST));
  return { codes: Int32Array.from(codes), from: Float32Array.from(from) };
}

/** The float32 number so many places above zero, counting every representable one. */
function float32At(place: number): number {
  return place < 0 ? -float32FromBits(-place) : float32FromBits(place);
}
