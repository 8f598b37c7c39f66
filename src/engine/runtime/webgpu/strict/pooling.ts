/**
 * Pooling over NHWC windows. Maximum: selected on integers, so it is the word of an input; NaN in the window wins (the
 * kernel of TensorFlow.js skips NaN and never goes below -1e20). Average: NaN where the window holds NaN or infinities
 * of both signs, else the infinity it holds; finite windows keep the kernel's words. Padding takes no part in either.
 */
import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { argumentsOf, runOnWords, type Strictly, type Uniforms, type WordProgram } from './wordProgram.ts';

interface PoolAttrs {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const AVERAGE = 1;

const program: WordProgram = {
  name: 'pool',
  inputs: ['x'],
  code: /* wgsl */ `
fn main(i : i32) {
  if (i >= uniforms.size) { return; }
  let channels = uniforms.channels;
  let outColumn = i / channels % uniforms.outDims.y;
  let outRow = i / (channels * uniforms.outDims.y) % uniforms.outDims.x;
  let batch = i / (channels * uniforms.outDims.y * uniforms.outDims.x);
  let corner = vec2<i32>(outRow, outColumn) * uniforms.strides - uniforms.pads;
  let near = max(corner, vec2<i32>(0));
  let far = min(corner + uniforms.window, uniforms.inDims);
  var best = MINUS_INFINITE;
  var nan = 0;
  var plus = false;
  var minus = false;
  for (var row = near.x; row < far.x; row++) {
    for (var column = near.y; column < far.y; column++) {
      let word = x[((batch * uniforms.inDims.x + row) * uniforms.inDims.y + column) * channels + i % channels];
      if (isNanWord(word)) { nan = word | QUIET_NAN; }
      if (word == INFINITE) { plus = true; }
      if (word == MINUS_INFINITE) { minus = true; }
      if (order(word) > order(best)) { best = word; }
    }
  }
  if (nan != 0) {
    result[i] = nan;
  } else if (uniforms.mode != ${AVERAGE}) {
    result[i] = best;
  } else if (plus && minus) {
    result[i] = QUIET_NAN;
  } else if (plus) {
    result[i] = INFINITE;
  } else if (minus) {
    result[i] = MINUS_INFINITE;
  }
}
`,
};

export const strictMaxPool: Strictly = (fast) => (args) => {
  const { gpu, inputs, attrs } = argumentsOf<PoolAttrs>(args);
  const { x } = inputs as { x: TensorInfo };
  if (x.dtype !== 'float32') return fast(args);
  const { shape, uniforms } = windowsOf(x, attrs);
  const out = gpu.makeTensorInfo(shape, 'float32');
  runOnWords(gpu, program, [x], out, { mode: [0], ...uniforms });
  return out;
};

export const strictAvgPool: Strictly = (fast) => (args) => {
  const out = fast(args) as TensorInfo;
  const { gpu, inputs, attrs } = argumentsOf<PoolAttrs>(args);
  const { x } = inputs as { x: TensorInfo };
  // A window of one element gives the input itself.
  if (x.dtype !== 'float32' || out.dataId === x.dataId) return out;
  runOnWords(gpu, program, [x], out, { mode: [AVERAGE], ...windowsOf(x, attrs).uniforms });
  return out;
};

function windowsOf(
  x: TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: PoolAttrs,
): { shape: number[]; uniforms: Uniforms } {
  const info = backend_util.computePool2DInfo(
    x.shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  return {
    shape: info.outShape,
    uniforms: {
      channels: [info.inChannels],
      inDims: [info.inHeight, info.inWidth],
      outDims: [info.outHeight, info.outWidth],
      window: [info.filterHeight, info.filterWidth],
      strides: [info.strideHeight, info.strideWidth],
      pads: [info.padInfo.top, info.padInfo.left],
    },
  };
}
