/**
 * Reductions of an empty tensor, to which wasm answers with whatever was in memory and cpu with NaN: what TensorFlow gives (sum 0,
 * product 1, mean NaN, greatest -Inf, least +Inf), the best of nothing, where the kernel divides by zero, and what
 * is gathered from nothing, to which wasm gives four axes whatever there should be. Empty tensors come from ops whose result shape depends on data.
 */
import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput, wordsOf } from './memory.ts';

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

/** TopK of an empty tensor: no values and no places. */
export const topKWithEmpty =
  (fast: KernelFunc): KernelFunc =>
  (args) => {
    const { x } = args.inputs as { x: TensorInfo };
    if (util.sizeFromShape(x.shape) > 0) return fast(args);
    const { k } = args.attrs as unknown as { k: number };
    const shape = [...x.shape.slice(0, -1), Math.min(k, x.shape[x.shape.length - 1] ?? 0)];
    return [makeOutput(shape, x.dtype as 'float32' | 'int32'), makeOutput(shape, 'int32')];
  };

/** What is gathered from an empty tensor: nothing, in the right shape. */
export const gatherWithEmpty =
  (fast: KernelFunc): KernelFunc =>
  (args) => {
    const { x, indices } = args.inputs as { x: TensorInfo; indices: TensorInfo };
    if (util.sizeFromShape(x.shape) > 0) return fast(args);
    const { axis, batchDims = 0 } = args.attrs as unknown as { axis: number; batchDims?: number };
    const at = util.parseAxisParam(axis, x.shape)[0] as number;
    const shape = [...x.shape.slice(0, at), ...indices.shape.slice(batchDims), ...x.shape.slice(at + 1)];
    // Something cannot be taken from nothing; then the kernel may say so.
    return util.sizeFromShape(shape) > 0 ? fast(args) : makeOutput(shape, x.dtype as 'float32' | 'int32');
  };
