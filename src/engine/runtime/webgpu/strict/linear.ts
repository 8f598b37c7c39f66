/**
 * Convolutions and matrix products. Padding is multiplied as zero, so an infinite weight over padding gives NaN; the
 * depthwise kernel skips padding, and its border is put right here. The packed kernels read weights past the last row
 * without a bound, where WebGPU answers with some element of the buffer, in practice the last: an infinite last weight
 * made NaN of every channel. They get weights that are followed by zeros.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend_util, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { argumentsOf, runOnWords, type Strictly, type WordProgram } from './wordProgram.ts';

interface ConvAttrs {
  readonly strides: [number, number];
  readonly dilations: [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Rows that a packed kernel may read past the end: its largest tile along the inner dimension. */
const TILE_ROWS = 128;
/** Inner dimensions that every tile divides (tiles are powers of two up to 128, or three times one). */
const FITS_EVERY_TILE = 3 * TILE_ROWS;

const withTail: WordProgram = {
  name: 'zero tail',
  inputs: ['x'],
  code: /* wgsl */ `
fn main(i : i32) {
  if (i < uniforms.size) { result[i] = select(0, x[min(i, uniforms.words - 1)], i < uniforms.words); }
}
`,
};

/** Calls `run` with weights of [rows, columns] words that are followed by a tile of zeros. */
function followedByZeros(
  gpu: WebGPUBackend,
  weights: TensorInfo,
  columns: number,
  run: (padded: TensorInfo) => TensorInfo,
): TensorInfo {
  const words = util.sizeFromShape(weights.shape);
  if (words === 0 || (words / columns) % FITS_EVERY_TILE === 0) return run(weights);
  const padded = gpu.makeTensorInfo([words + TILE_ROWS * columns], 'float32');
  runOnWords(gpu, withTail, [weights], padded, { words: [words] });
  const out = run({ dataId: padded.dataId, shape: weights.shape, dtype: weights.dtype });
  gpu.disposeData(padded.dataId);
  return out;
}

/** Conv2D and FusedConv2D, NHWC. (NCHW graphs do not run on wasm either.) */
export const strictConv: Strictly = (fast) => (args) => {
  const { gpu, inputs } = argumentsOf(args);
  const { filter } = inputs as { filter: TensorInfo };
  const columns = filter.shape.at(-1) as number;
  return followedByZeros(
    gpu,
    filter,
    columns,
    (padded) => fast({ ...args, inputs: { ...args.inputs, filter: padded } }) as TensorInfo,
  );
};

/** BatchMatMul and _FusedMatMul. */
export const strictMatMul: Strictly = (fast) => (args) => {
  const { gpu, inputs, attrs } = argumentsOf<{ transposeA: boolean; transposeB: boolean }>(args);
  const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
  const columns = b.shape.at(-1) as number;
  const onePlainMatrix = !attrs.transposeB && util.sizeFromShape(b.shape.slice(0, -2)) === 1;
  if (onePlainMatrix) {
    return followedByZeros(
      gpu,
      b,
      columns,
      (padded) => fast({ ...args, inputs: { ...args.inputs, b: padded } }) as TensorInfo,
    );
  }
  // Rows past the end would be the next matrix or the next row: both operands are filled up with zeros instead.
  const innerB = attrs.transposeB ? -1 : -2;
  const missing = -(b.shape.at(innerB) as number) & (TILE_ROWS - 1);
  if (missing === 0) return fast(args);
  const filledA = filledUp(gpu, a, attrs.transposeA ? -2 : -1, missing);
  const filledB = filledUp(gpu, b, innerB, missing);
  const out = fast({ ...args, inputs: { ...args.inputs, a: filledA, b: filledB } }) as TensorInfo;
  gpu.disposeData(filledA.dataId);
  gpu.disposeData(filledB.dataId);
  return out;
};

const fill: WordProgram = {
  name: 'fill up',
  inputs: ['x'],
  code: /* wgsl */ `
fn main(i : i32) {
  if (i >= uniforms.size) { return; }
  let at = i / uniforms.inner % uniforms.filled;
  let source = (i / (uniforms.inner * uniforms.filled) * uniforms.count + min(at, uniforms.count - 1)) * uniforms.inner + i % uniforms.inner;
  result[i] = select(0, x[source], at < uniforms.count);
}
`,
};

/** A copy with `missing` zeros more at the end of an axis (counted from the last, negative). */
function filledUp(gpu: WebGPUBackend, x: TensorInfo, axis: number, missing: number): TensorInfo {
  const shape = [...x.shape];
  const count = shape.at(axis) as number;
  shape[shape.length + axis] = count + missing;
  const out = gpu.makeTensorInfo(shape, 'float32');
  const inner = axis === -1 ? 1 : util.sizeFromShape(x.shape.slice(axis + 1));
  runOnWords(gpu, fill, [x], out, { count: [count], filled: [count + missing], inner: [inner] });
  return out;
}

const border: WordProgram = {
  name: 'depthwise border',
  inputs: ['weights'],
  code: /* wgsl */ `
fn main(i : i32) {
  if (i >= uniforms.size) { return; }
  let channel = i % uniforms.channels;
  let outColumn = i / uniforms.channels % uniforms.outDims.y;
  let outRow = i / (uniforms.channels * uniforms.outDims.y) % uniforms.outDims.x;
  let corner = vec2<i32>(outRow, outColumn) * uniforms.strides - uniforms.pads;
  let last = corner + (uniforms.window - 1) * uniforms.dilations;
  if (all(corner >= vec2<i32>(0)) && all(last < uniforms.inDims)) { return; }
  for (var r = 0; r < uniforms.window.x; r++) {
    for (var c = 0; c < uniforms.window.y; c++) {
      let place = corner + vec2<i32>(r, c) * uniforms.dilations;
      let inside = all(place >= vec2<i32>(0)) && all(place < uniforms.inDims);
      if (!inside && !isFiniteWord(weights[(r * uniforms.window.y + c) * uniforms.channels + channel])) {
        result[i] = QUIET_NAN;
      }
    }
  }
}
`,
};

/** DepthwiseConv2dNative and FusedDepthwiseConv2D, NHWC. */
export const strictDepthwise: Strictly = (fast: KernelFunc) => (args) => {
  const out = fast(args) as TensorInfo;
  const { gpu, inputs, attrs } = argumentsOf<ConvAttrs>(args);
  const { x, filter } = inputs as { x: TensorInfo; filter: TensorInfo };
  if (attrs.pad === 'valid' || attrs.pad === 0 || attrs.dataFormat === 'NCHW') return out;
  const info = backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number, number],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    true,
  );
  runOnWords(gpu, border, [filter], out, {
    channels: [info.outChannels],
    inDims: [info.inHeight, info.inWidth],
    outDims: [info.outHeight, info.outWidth],
    window: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    pads: [info.padInfo.top, info.padInfo.left],
    dilations: [info.dilationHeight, info.dilationWidth],
  });
  return out;
};
