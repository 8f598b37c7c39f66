/**
 * What a quantizer of the QKeras family is. Three steps are kept apart: parameters (`Quantizer`), scales
 * fitted to data and frozen (`FittedQuantizer`), and codes in words (`CodeFormat`, one per scale). Numbers
 * are float32, step by step in QKeras's order of operations, so that codes agree with it; see spec of each
 * quantizer in its own file.
 */
import type { CodeFormat, UniformCode } from '../formats/codeFormat.ts';
import type { GroupedFormat } from '../formats/groupedFormat.ts';

/** Row-major; the last axis is the channels. */
export interface FloatTensor {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** Uniform in [0, 1), one number a call. */
export type Draw = () => number;

export interface Quantizer {
  /** As QKeras names it: `quantized_bits`. */
  readonly className: string;
  /** The shortest expression with the same parameters. */
  readonly expression: string;
  /** Bits of the word that holds a code. */
  readonly width: number;
  /**
   * Scales for this tensor. With `draw` as in training: stochastic quantizers and stochastic rounding draw
   * from it; without as in inference. Throws LabError 'bad-input' for a tensor without a scale (NaN,
   * infinities, a shape that does not fit) and 'bad-argument' for parameters that fail on it.
   */
  fit(tensor: FloatTensor, draw?: Draw): FittedQuantizer;
}

/** As a format it says how stored values become words; `code` says what QKeras makes of its input. */
export interface FittedQuantizer extends GroupedFormat {
  /** QKeras's `.scale`, one per group; 1 where it has none. */
  readonly scale: Float32Array;
  /** `code` as plain arithmetic, one per group; missing where it has no such form. */
  readonly uniform?: readonly UniformCode[];
  /** Formats of the same words under other scales, faulty ones too; missing where there is no scale to change. */
  withScale?(scale: Float32Array): readonly CodeFormat[];
  /**
   * The code that QKeras gives this float32 input of a group; activations such as tanh are part of it.
   * `index` is the element's flat index in the fitted tensor: what was drawn for it in `fit` is its code,
   * whatever `x`.
   */
  code(x: number, group: number, index: number): number;
  /**
   * What the quantizer's call returns where it quantizes `x` to `quantized`: with the rounding noise of the
   * straight-through estimator, and mixed with `x` by `qnoise_factor`.
   */
  output(x: number, quantized: number): number;
}
