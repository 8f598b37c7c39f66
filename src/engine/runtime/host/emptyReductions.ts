/**
 * Reductions of an empty tensor on wasm, whose kernels answer with whatever was in memory: what TensorFlow gives (sum 0,
 * product 1, mean NaN, greatest -Inf, least +Inf). Empty tensors come from ops whose result shape depends on data.
 */
import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { floatsOf, wordsOf } from './memory.ts';

const OF_NOTHING: Readonly<Record<string, number>> = {
  Sum: 0,
  Prod: 1,
  Mean: Number.NaN,
  Max: Number.NEGATIVE_INFINITY,
  Min: Number.POSITIVE_INFINITY,
};

export const EMPTY_REDUCTIONS = Object.keys(OF_NOTHING);

/** The kernel, with the right answer for nothing. */
export const withEmpty =
  (kernelName: string) =>
  (fast: KernelFunc): KernelFunc =>
  (args) => {
    const out = fast(args) as TensorInfo;
    const { x } = args.inputs as { x: TensorInfo };
    const value = OF_NOTHING[kernelName] as number;
    if (util.sizeFromShape(x.shape) > 0 || util.sizeFromShape(out.shape) === 0) return out;
    (out.dtype === 'float32' ? floatsOf(out) : wordsOf(out)).fill(value);
    return out;
  };
