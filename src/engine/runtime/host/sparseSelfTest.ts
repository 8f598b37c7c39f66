/** Whether the sparse kernels give the words of TensorFlow.js on this machine: which of its own run depends on the processor. */
import {
  batchNorm,
  fused,
  matMul,
  square,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { wordsOf } from './memory.ts';

/** Every second value zero, the others of all sizes, so that another order of a sum would round otherwise. */
function pattern<T extends Tensor>(shape: readonly number[], part: number): T {
  const size = shape.reduce((product, axis) => product * axis, 1);
  const values = Float32Array.from({ length: size }, (_, i) =>
    (i * 7 + part) % part === 0 ? 0 : Math.sin(i * 12.9898 + part) * 2 ** ((i * 5) % 9),
  );
  return tensor(values, [...shape]) as T;
}

/** `way`: runs with the sparse kernels or without. */
export function sparseAgrees(way: <T>(sparse: boolean, run: () => T) => T): boolean {
  return tidy(() => {
    const x = pattern<Tensor4D>([2, 6, 7, 12], 2);
    const filter = pattern<Tensor4D>([3, 3, 12, 20], 1e9);
    const bias = pattern<Tensor1D>([20], 1e9);
    const a = pattern<Tensor2D>([7, 90], 2);
    const b = pattern<Tensor2D>([90, 20], 1e9);
    const [mean, variance, scale] = [3, 5, 7].map((part) => pattern<Tensor1D>([12], 1e9 + part)) as [
      Tensor1D,
      Tensor1D,
      Tensor1D,
    ];
    const runs = [
      () => fused.conv2d({ x, filter, strides: 1, pad: 'same', bias }),
      () => fused.conv2d({ x, filter, strides: 2, pad: 'valid' }),
      () => fused.matMul({ a, b, bias }),
      () => matMul(a, b),
      () => batchNorm(x, mean, square(variance), mean, scale, 1e-3),
    ];
    return runs.every((run) => {
      const own = wordsOf(way(false, run)).slice();
      return wordsOf(way(true, run)).every((word, i) => word === own[i]);
    });
  });
}
