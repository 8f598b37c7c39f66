/**
 * Convolutions and products of matrices on wasm that leave out zero inputs (half of what a ReLU lets through), and a batch
 * normalisation four channels at a time: the same words as the kernels of TensorFlow.js (kernels/sparse.ts says why), in a
 * half to a third of the time. They stand in for those inside `sparsely`, where inputs and weights allow it.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  backend,
  backend_util,
  getKernel,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
  util,
} from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput } from './memory.ts';
import { addressOf, type SparseModule, sparseModule } from './sparseModule.ts';
import { sparseAgrees } from './sparseSelfTest.ts';

/** Below this share of zeros the kernels of TensorFlow.js, which take four pixels at once, are faster. */
const LEAST_ZEROS = 0.3;
/** Of kernels/sparse.ts. */
const BLOCK = 16;

let isSparse = false;
let calls = 0;
let installed = false;
/** Until the self-test says no. */
let agrees = true;

/** Runs with these kernels, or without; synchronous. */
export function sparsely<T>(on: boolean, run: () => T): T {
  const before = isSparse;
  isSparse = on;
  try {
    return run();
  } finally {
    isSparse = before;
  }
}

/** Calls that these kernels took so far. */
export const sparseCalls = (): number => calls;

/** Wraps the kernels of wasm once, when a campaign first wants them: the page starts without. Does nothing where the module does not run, or gives other words than TensorFlow.js. */
export function installSparseKernels(): void {
  const module = sparseModule();
  if (installed || module === null) return;
  installed = true;
  wrap('Conv2D', module, convolution);
  wrap('FusedConv2D', module, convolution);
  wrap('BatchMatMul', module, product);
  wrap('_FusedMatMul', module, product);
  wrap('FusedBatchNorm', module, normalization);
  agrees = sparseAgrees(sparsely);
}

type Args = Parameters<KernelFunc>[0];
/** Null where it does not apply. */
type Quick = (args: Args, module: SparseModule) => TensorInfo | null;

function wrap(name: string, module: SparseModule, quick: Quick): void {
  const config = getKernel(name, 'wasm');
  const own = config.kernelFunc;
  unregisterKernel(name, 'wasm');
  registerKernel({
    ...config,
    kernelFunc(args) {
      const out = isSparse && agrees ? quick(args, module) : null;
      if (out === null) return own(args);
      calls++;
      return out;
    },
  });
}

interface ConvolutionAttrs {
  readonly strides: [number, number];
  readonly dilations: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat?: string;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly activation?: string;
}

const convolution: Quick = ({ inputs, attrs }, module) => {
  const { x, filter, bias } = inputs as Record<string, TensorInfo>;
  const { strides, dilations, pad, dataFormat, dimRoundingMode, activation } =
    attrs as unknown as ConvolutionAttrs;
  if (x === undefined || filter === undefined) return null;
  const isPlain = (activation ?? 'linear') === 'linear' && (dataFormat ?? 'NHWC') === 'NHWC';
  const isDilated = [dilations ?? 1].flat().some((each) => each !== 1);
  const image = util.sizeFromShape(x.shape.slice(1));
  if (!isPlain || isDilated || !isWorthIt(x, image, module)) return null;
  const info = backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  // Where taps leave pixels out, TensorFlow.js computes something else (taps of 2 by 1, 3 columns at a time: zeros).
  const skips = info.strideHeight > info.filterHeight || info.strideWidth > info.filterWidth;
  if (info.inChannels !== filter.shape[2] || (skips && info.filterHeight * info.filterWidth > 1)) return null;
  return convolved(module, { x, filter, bias: bias ?? null }, info);
};

interface ProductAttrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly activation?: string;
}

/** Rows of `a` are images of one pixel. */
const product: Quick = ({ inputs, attrs }, module) => {
  const { a, b, bias } = inputs as Record<string, TensorInfo>;
  const { transposeA, transposeB, activation } = attrs as unknown as ProductAttrs;
  if (a === undefined || b === undefined || transposeA || transposeB) return null;
  const [batchSize = 0, inChannels = 0] = a.shape.slice(-2);
  const outChannels = b.shape.at(-1) as number;
  const areMatrices = [a, b].every(({ shape }) => shape.slice(0, -2).every((axis) => axis === 1));
  const isPlain = (activation ?? 'linear') === 'linear' && a.shape.length === b.shape.length;
  const addsByColumn = bias === undefined || util.sizeFromShape(bias.shape) === outChannels;
  if (!areMatrices || !isPlain || !addsByColumn || !isWorthIt(a, inChannels, module)) return null;
  return convolved(
    module,
    { x: a, filter: b, bias: bias ?? null },
    {
      ...ONE_PIXEL,
      batchSize,
      inChannels,
      outChannels,
      outShape: [...a.shape.slice(0, -1), outChannels],
    },
  );
};

const ONE_PIXEL = {
  inHeight: 1,
  inWidth: 1,
  filterHeight: 1,
  filterWidth: 1,
  strideHeight: 1,
  strideWidth: 1,
  padInfo: { top: 0, left: 0 },
  outHeight: 1,
  outWidth: 1,
};

/** Judged by the first image of the batch, which has `size` values: the others are much like it. */
const isWorthIt = (x: TensorInfo, size: number, module: SparseModule): boolean =>
  x.dtype === 'float32' &&
  (x.shape[0] as number) > 0 &&
  size > 0 &&
  module.zeros(addressOf(x), size) >= LEAST_ZEROS * size;

interface Operands {
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
  readonly bias: TensorInfo | null;
}

type Sizes = typeof ONE_PIXEL & {
  readonly batchSize: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly outShape: readonly number[];
};

/** Null where leaving out zeros would change a sum. */
function convolved(module: SparseModule, { x, filter, bias }: Operands, sizes: Sizes): TensorInfo | null {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth, outChannels } = sizes;
  const products = filterHeight * filterWidth * inChannels;
  const packed = makeOutput([(products + 1) * Math.ceil(outChannels / BLOCK) * BLOCK], 'float32');
  const scratch = makeOutput([module.scratchBytes(inHeight, inWidth, inChannels) / 4], 'float32');
  const added = bias === null ? 0 : addressOf(bias);
  try {
    if (module.pack(addressOf(filter), products, outChannels, added, addressOf(packed)) === 0) return null;
    const out = makeOutput(sizes.outShape, 'float32');
    module.convolve(
      addressOf(x),
      sizes.batchSize,
      inHeight,
      inWidth,
      inChannels,
      addressOf(packed),
      filterHeight,
      filterWidth,
      outChannels,
      sizes.strideHeight,
      sizes.strideWidth,
      sizes.padInfo.top,
      sizes.padInfo.left,
      sizes.outHeight,
      sizes.outWidth,
      addressOf(out),
      addressOf(scratch),
    );
    return out;
  } finally {
    release(packed);
    release(scratch);
  }
}

const normalization: Quick = ({ inputs, attrs }, module) => {
  const { x, mean, variance, offset, scale } = inputs as Record<string, TensorInfo>;
  if (x === undefined || mean === undefined || variance === undefined) return null;
  const channels = x.shape.at(-1) ?? 0;
  const statistics = [mean, variance, offset, scale].filter((each) => each !== undefined);
  if (channels % 4 !== 0 || statistics.some(({ shape }) => util.sizeFromShape(shape) !== channels))
    return null;
  const epsilon = Math.fround(attrs?.['varianceEpsilon'] as number);
  const columns = makeOutput([3, channels], 'float32');
  const out = makeOutput(x.shape, 'float32');
  const deviations = Float32Array.from(floatsOf(variance), (each) => Math.sqrt(Math.fround(each + epsilon)));
  const words = floatsOf(columns);
  words.set(deviations);
  words.fill(1, channels, 2 * channels);
  words.fill(0, 2 * channels);
  const [deviation, ones, noughts] = [0, 1, 2].map(
    (column) => addressOf(columns) + 4 * column * channels,
  ) as [number, number, number];
  module.normalize(
    addressOf(x),
    util.sizeFromShape(x.shape) / channels,
    channels,
    addressOf(mean),
    scale === undefined ? ones : addressOf(scale),
    deviation,
    offset === undefined ? noughts : addressOf(offset),
    addressOf(out),
  );
  release(columns);
  return out;
};

const release = ({ dataId }: TensorInfo): void => {
  (backend() as BackendWasm).disposeData(dataId);
};
