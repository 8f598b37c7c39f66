/**
 * A corrupted index may point outside the table. TensorFlow.js throws there on wasm and cpu and gives zeros on WebGPU;
 * TensorFlow gives zeros on GPUs. The lab gives zeros everywhere, so that a fault in a token has an outcome.
 */
import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { makeOutput, wordsOf } from './memory.ts';

/** Wraps the `GatherV2` kernel; calls with batch dimensions keep the kernel's own check. */
export function gatherInRange(fast: KernelFunc): KernelFunc {
  return (args) => {
    const { x, indices } = args.inputs as { x: TensorInfo; indices: TensorInfo };
    const { axis, batchDims } = args.attrs as unknown as { axis: number; batchDims: number };
    const along = x.shape[axis < 0 ? axis + x.shape.length : axis] as number;
    const inside = (index: number): boolean => index >= 0 && index < along;
    if (batchDims !== 0 || indices.dtype !== 'int32' || wordsOf(indices).every(inside)) return fast(args);
    const clamped = makeOutput(indices.shape, 'int32');
    const wanted = wordsOf(indices).slice();
    wordsOf(clamped).set(wanted.map((index) => (inside(index) ? index : 0)));
    const out = fast({ ...args, inputs: { x, indices: clamped } }) as TensorInfo;
    (args.backend as { disposeData(id: object): boolean }).disposeData(clamped.dataId);
    const inner = util.sizeFromShape(x.shape.slice((axis < 0 ? axis + x.shape.length : axis) + 1));
    const words = wordsOf(out);
    for (let at = 0; at < words.length; at += inner) {
      if (!inside(wanted[(at / inner) % wanted.length] as number)) words.fill(0, at, at + inner);
    }
    return out;
  };
}
