/**
 * Batch normalisation (x - mean) * scale / sqrt(variance + epsilon) + offset. The kernel of TensorFlow.js expands the
 * product, so that an infinite or huge scale gives Inf - Inf; outputs that are not finite, or whose inputs are not, are
 * computed again in this order. Others keep the kernel's words.
 */
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { argumentsOf, runOnWords, type Strictly, type WordProgram, wordOf } from './wordProgram.ts';

const program: WordProgram = {
  name: 'batch norm',
  inputs: ['x', 'mean', 'variance', 'offset', 'scale'],
  code: /* wgsl */ `
fn main(i : i32) {
  if (i >= uniforms.size) { return; }
  let c = i % uniforms.channels;
  let offsetWord = select(0, offset[c], uniforms.hasOffset == 1);
  let scaleWord = select(0x3f800000, scale[c], uniforms.hasScale == 1);
  let xWord = x[i];
  if (isFiniteWord(xWord) && isFiniteWord(mean[c]) && isFiniteWord(variance[c]) && isFiniteWord(offsetWord)
    && isFiniteWord(scaleWord) && isFiniteWord(result[i])) { return; }
  let spread = bitcast<f32>(variance[c]) + bitcast<f32>(uniforms.epsilon);
  if (isNanWord(xWord) || isNanWord(mean[c]) || isNanWord(variance[c]) || isNanWord(offsetWord) || isNanWord(scaleWord)
    || spread < 0.0) {
    result[i] = QUIET_NAN;
    return;
  }
  let factor = bitcast<f32>(scaleWord) / sqrt(spread);
  result[i] = bitcast<i32>((bitcast<f32>(xWord) - bitcast<f32>(mean[c])) * factor + bitcast<f32>(offsetWord));
}
`,
};

/** For parameters along the last axis, the only way the layers and converted graphs of TensorFlow.js call it. */
export const strictBatchNorm: Strictly = (fast) => (args) => {
  const out = fast(args) as TensorInfo;
  const { gpu, inputs, attrs } = argumentsOf<{ varianceEpsilon: number }>(args);
  const { x, mean, variance, offset, scale } = inputs as {
    x: TensorInfo;
    mean: TensorInfo;
    variance: TensorInfo;
    offset?: TensorInfo;
    scale?: TensorInfo;
  };
  const channels = x.shape.at(-1) ?? 1;
  const parameters = [mean, variance, offset ?? mean, scale ?? mean];
  const perChannel = parameters.every(
    ({ shape }) => util.sizeFromShape(shape) === channels && (shape.at(-1) ?? 1) === channels,
  );
  if (!perChannel || x.dtype !== 'float32') return out;
  runOnWords(gpu, program, [x, ...parameters], out, {
    channels: [channels],
    hasOffset: [offset ? 1 : 0],
    hasScale: [scale ? 1 : 0],
    epsilon: [wordOf(attrs.varianceEpsilon)],
  });
  return out;
};
