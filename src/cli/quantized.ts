/**
 * What `bitflip quantize` reports. `values` are what the quantizer gives: the values of the codes, free of the
 * float32 noise of QKeras's straight-through estimator; with a `qnoise_factor`, as QKeras mixes them with x.
 */

import type { CodeFormat } from '#engine/formats/codeFormat.ts';
import type { Draw, FittedQuantizer, FloatTensor, Quantizer } from '#engine/quantizers/quantizer.ts';
import { quantizeTensor, sqnrDb } from '#engine/quantizers/quantizeTensor.ts';

export interface Quantized {
  readonly values: readonly number[];
  readonly codes: readonly number[];
  /** One for each group of elements that share it. */
  readonly scale: readonly number[];
  /** Least and greatest value of the codes that it gives, over all scales. */
  readonly range: readonly [number, number];
  readonly clipped: number;
  /** Of `values` against the given numbers. */
  readonly sqnrDb: number;
  /** Format and scale of the element at a flat index. */
  formatAt(index: number): CodeFormat;
  scaleAt(index: number): number;
}

/** Throws LabError `bad-argument` or `bad-input` where the tensor and the arguments do not fit. */
export function quantized(quantizer: Quantizer, tensor: FloatTensor, draw: Draw | undefined): Quantized {
  const fitted: FittedQuantizer = draw === undefined ? quantizer.fit(tensor) : quantizer.fit(tensor, draw);
  const { codes, values: stored, outputs, clipped } = quantizeTensor(fitted, tensor);
  const values = isMixed(quantizer) ? outputs : stored;
  const formatAt = (index: number): CodeFormat => fitted.formats[fitted.groups.of(index)] as CodeFormat;
  return {
    values: [...values],
    // An unsigned code of 32 bits does not fit into an int32; by way of its word it does.
    codes: Array.from(codes, (code, i) => formatAt(i).codeOf(formatAt(i).wordOf(code))),
    scale: [...fitted.scale],
    range: [
      Math.min(...fitted.formats.map(({ lowest }) => lowest)),
      Math.max(...fitted.formats.map(({ highest }) => highest)),
    ],
    clipped,
    sqnrDb: sqnrDb(tensor.values, values),
    formatAt,
    scaleAt: (index) => fitted.scale[fitted.groups.of(index)] as number,
  };
}

/** Expressions leave out what is the default: a factor of 1, which mixes nothing. */
function isMixed({ expression }: Quantizer): boolean {
  return /\bqnoise_factor=/.test(expression);
}
