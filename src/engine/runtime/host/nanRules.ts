/**
 * What IEEE arithmetic gives where a non-finite input reaches an output. Each rule writes only such outputs; the rest
 * stays as the fast kernel left it. Pooling: the maximum of a window with NaN is NaN, its mean too; infinities of both
 * signs average to NaN. ArgMax: the first NaN counts as the maximum, ties go to the lowest index (NumPy).
 */
import { type backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { allFiniteWords, floatsOf, isNanWord, wordsOf } from './memory.ts';

type Conv2DInfo = ReturnType<typeof backend_util.computePool2DInfo>;

/** Writes NaN to every output that a NaN of an input maps to, by broadcasting and, for `axes`, reduction. */
export function propagateNan(
  inputs: readonly TensorInfo[],
  out: TensorInfo,
  axes: readonly number[] = [],
): void {
  const target = floatsOf(out);
  for (const x of inputs) {
    if (x.dtype !== 'float32') continue;
    const words = wordsOf(x);
    if (!words.some(isNanWord)) continue;
    if (axes.length === 0 && words.length === target.length) {
      for (let i = 0; i < words.length; i++) if (isNanWord(words[i] as number)) target[i] = Number.NaN;
    } else if (axes.length > 0) {
      reduceNan(x.shape, words, axes, target);
    } else {
      broadcastNan(x.shape, words, out.shape, target);
    }
  }
}

/** The slope counts only below zero: wasm lets a NaN slope through elsewhere. */
export function preluStrict(x: TensorInfo, out: TensorInfo): void {
  const target = floatsOf(out);
  floatsOf(x).forEach((value, i) => {
    if (Number.isNaN(value) || (value >= 0 && Number.isNaN(target[i]))) target[i] = value;
  });
}

function reduceNan(
  shape: readonly number[],
  words: Int32Array,
  axes: readonly number[],
  target: Float32Array,
): void {
  const reduced = new Set(axes.map((axis) => (axis < 0 ? axis + shape.length : axis)));
  const strides = stridesOf(shape.map((size, axis) => (reduced.has(axis) ? 1 : size)));
  for (let i = 0; i < words.length; i++) {
    if (!isNanWord(words[i] as number)) continue;
    let rest = i;
    let at = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] as number;
      if (!reduced.has(axis)) at += (rest % size) * (strides[axis] as number);
      rest = Math.floor(rest / size);
    }
    target[at] = Number.NaN;
  }
}

function broadcastNan(
  shape: readonly number[],
  words: Int32Array,
  outShape: readonly number[],
  target: Float32Array,
): void {
  const lead = outShape.length - shape.length;
  const strides = stridesOf(shape);
  for (let i = 0; i < target.length; i++) {
    let rest = i;
    let at = 0;
    for (let axis = outShape.length - 1; axis >= 0; axis--) {
      const size = outShape[axis] as number;
      if (axis >= lead && shape[axis - lead] !== 1) at += (rest % size) * (strides[axis - lead] as number);
      rest = Math.floor(rest / size);
    }
    if (isNanWord(words[at] as number)) target[i] = Number.NaN;
  }
}

function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number);
  return strides;
}

/** NHWC pooling: rewrites the outputs whose window holds a non-finite element. */
export function poolStrict(kind: 'max' | 'avg', x: TensorInfo, out: TensorInfo, info: Conv2DInfo): void {
  const words = wordsOf(x);
  if (allFiniteWords(words)) return;
  const values = floatsOf(x);
  const target = floatsOf(out);
  const { inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth, padInfo } = info;
  let at = 0;
  for (let b = 0; b < info.batchSize; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const top = oy * strideHeight - padInfo.top;
        const left = ox * strideWidth - padInfo.left;
        for (let c = 0; c < inChannels; c++, at++) {
          let max = Number.NEGATIVE_INFINITY;
          let sum = 0;
          let finite = true;
          for (let y = Math.max(top, 0); y < Math.min(top + info.effectiveFilterHeight, inHeight); y++) {
            for (let xx = Math.max(left, 0); xx < Math.min(left + info.effectiveFilterWidth, inWidth); xx++) {
              const v = values[((b * inHeight + y) * inWidth + xx) * inChannels + c] as number;
              if (!Number.isFinite(v)) {
                finite = false;
                sum += v;
              }
              max = Math.max(max, v);
            }
          }
          if (!finite) target[at] = kind === 'max' ? max : sum;
        }
      }
    }
  }
}

export function argMaxStrict(x: TensorInfo, axis: number, out: TensorInfo): void {
  const values = floatsOf(x);
  const size = x.shape[axis] as number;
  const inner = util.sizeFromShape(x.shape.slice(axis + 1));
  const target = wordsOf(out);
  for (let i = 0; i < target.length; i++) {
    const start = Math.floor(i / inner) * size * inner + (i % inner);
    let best = 0;
    for (let k = 0; k < size; k++) {
      const v = values[start + k * inner] as number;
      const top = values[start + best * inner] as number;
      if (Number.isNaN(v) || v > top) best = k;
      if (Number.isNaN(v)) break;
    }
    target[i] = best;
  }
}
