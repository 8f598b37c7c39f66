/** A whole tensor through a fitted quantizer, and what that cost. */
import type { FittedQuantizer, FloatTensor } from './quantizer.ts';

export interface QuantizedTensor {
  /** Whole numbers from -2^31 up to 2^32 - 1: words of 32 bits may be signed or not. */
  readonly codes: Float64Array;
  /** What the codes stand for: what the lab stores. */
  readonly values: Float32Array;
  /**
   * What the quantizer's call returns, with `qnoise_factor` and the noise of its straight-through estimator.
   */
  readonly outputs: Float32Array;
  /** Elements beyond the least or greatest value of their group. */
  readonly clipped: number;
}

/** A NaN has no code: it gets that of zero. */
export function quantizeTensor(fitted: FittedQuantizer, { values }: FloatTensor): QuantizedTensor {
  const codes = new Float64Array(values.length);
  const stored = new Float32Array(values.length);
  const outputs = new Float32Array(values.length);
  let clipped = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    const group = fitted.groups.of(i);
    const format = fitted.formats[group];
    if (format === undefined)
      throw new RangeError(`element ${i} is of group ${group}, of ${fitted.formats.length}`);
    const code = fitted.code(Number.isNaN(x) ? 0 : x, group, i);
    const value = format.decode(format.wordOf(code));
    // A code of -0 is 0.
    codes[i] = code + 0;
    stored[i] = value;
    outputs[i] = fitted.output(x, value);
    if (x < format.lowest || x > format.highest) clipped++;
  }
  return { codes, values: stored, outputs, clipped };
}

/**
 * Signal to quantization noise, 10 log10(sum x^2 / sum (x - q)^2); Infinity without noise, NaN for no signal.
 */
export function sqnrDb(values: Float32Array, quantized: Float32Array): number {
  let signal = 0;
  let noise = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    signal += x * x;
    noise += (x - (quantized[i] as number)) ** 2;
  }
  return signal === 0 ? Number.NaN : 10 * Math.log10(signal / noise);
}
