/**
 * The numeric policy of DESIGN 4.6 on WebGPU, always on: IEEE, NaN propagates, padding is multiplied as zero. WGSL
 * promises nothing about NaN and infinity, so kernels are wrapped: what their non-finite inputs must give is written on
 * integers afterwards, and finite inputs keep the words of TensorFlow.js's kernel (exceptions: each file says).
 * Arithmetic alone (add, multiply, sums, products) is left to the device, and the self-test looks at it.
 */
import { getKernel, type KernelConfig, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { strictBatchNorm } from './strict/batchNorm.ts';
import { strictMaximum, strictMinimum, strictPrelu } from './strict/broadcast.ts';
import { strictUnary, UNARY_LIMITS } from './strict/elementwise.ts';
import { strictConv, strictDepthwise, strictMatMul } from './strict/linear.ts';
import { strictAvgPool, strictMaxPool } from './strict/pooling.ts';
import { strictArgMax, strictArgMin, strictMax, strictMin } from './strict/reduction.ts';
import { strictSoftmax } from './strict/softmax.ts';
import type { Strictly } from './strict/wordProgram.ts';

const STRICT: Readonly<Record<string, Strictly>> = {
  ...Object.fromEntries(Object.entries(UNARY_LIMITS).map(([name, limits]) => [name, strictUnary(limits)])),
  Maximum: strictMaximum,
  Minimum: strictMinimum,
  Prelu: strictPrelu,
  MaxPool: strictMaxPool,
  AvgPool: strictAvgPool,
  Max: strictMax,
  Min: strictMin,
  ArgMax: strictArgMax,
  ArgMin: strictArgMin,
  Softmax: strictSoftmax,
  FusedBatchNorm: strictBatchNorm,
  Conv2D: strictConv,
  FusedConv2D: strictConv,
  DepthwiseConv2dNative: strictDepthwise,
  FusedDepthwiseConv2D: strictDepthwise,
  BatchMatMul: strictMatMul,
  _FusedMatMul: strictMatMul,
};

/** Names of the kernels that are wrapped. */
export const STRICT_KERNELS: readonly string[] = Object.keys(STRICT);

const fastKernels = new Map<string, KernelConfig>();

/** The kernel of TensorFlow.js behind a strict one. */
export const fastWebgpuKernel = (kernelName: string): KernelConfig | undefined => fastKernels.get(kernelName);

/** Wraps the registered kernels, once. The back end's package must be imported. */
export function installStrictWebgpuKernels(): void {
  if (fastKernels.size > 0) return;
  for (const [kernelName, strictly] of Object.entries(STRICT)) {
    const config = getKernel(kernelName, 'webgpu');
    if (config === undefined) throw new Error(`TensorFlow.js has no kernel ${kernelName} for WebGPU.`);
    fastKernels.set(kernelName, config);
    unregisterKernel(kernelName, 'webgpu');
    registerKernel({ ...config, kernelFunc: strictly(config.kernelFunc) });
  }
}
