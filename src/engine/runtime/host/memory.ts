/**
 * Views of a tensor's words where wasm and cpu keep them. A view is valid until the next tensor is made: the wasm heap
 * may grow and move. On cpu the view is the tensor itself, so it is read-only by agreement.
 */
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, getBackend, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { LabError } from '../../labError.ts';

/** float32 or int32 words of a tensor on the current back end (wasm or cpu). */
export function wordsOf(x: TensorInfo): Int32Array {
  if (x.dtype !== 'float32' && x.dtype !== 'int32') {
    throw new LabError(
      'unsupported',
      `Only float32 and int32 tensors have words to look at; this one is ${x.dtype}.`,
      { dtype: x.dtype },
    );
  }
  const size = util.sizeFromShape(x.shape);
  if (getBackend() === 'wasm') {
    return new Int32Array(
      wasmHeap().buffer,
      (backend() as BackendWasm).dataIdMap.get(x.dataId).memoryOffset,
      size,
    );
  }
  const values = (backend() as MathBackendCPU).data.get(x.dataId).values as Float32Array | Int32Array;
  return new Int32Array(values.buffer, values.byteOffset, size);
}

/** The wasm heap as it is now; stale after the next allocation. */
export function wasmHeap(): Uint8Array {
  return ((backend() as BackendWasm).wasm as unknown as { HEAPU8: Uint8Array }).HEAPU8;
}

/** The same words as float32 values. */
export function floatsOf(x: TensorInfo): Float32Array {
  const words = wordsOf(x);
  return new Float32Array(words.buffer, words.byteOffset, words.length);
}

/** Room for a new tensor; its words are undefined until written. */
export function makeOutput(shape: readonly number[], dtype: 'float32' | 'int32'): TensorInfo {
  if (getBackend() === 'wasm') return (backend() as BackendWasm).makeOutput([...shape], dtype);
  const values =
    dtype === 'float32'
      ? new Float32Array(util.sizeFromShape([...shape]))
      : new Int32Array(util.sizeFromShape([...shape]));
  return (backend() as MathBackendCPU).makeTensorInfo([...shape], dtype, values);
}

/** All exponent bits: infinity; a larger magnitude is NaN. */
export const EXPONENT = 0x7f800000;

export const isNanWord = (word: number): boolean => (word & 0x7fffffff) > EXPONENT;
export const isFiniteWord = (word: number): boolean => (word & EXPONENT) !== EXPONENT;

/** A plain loop: this scan stands before every step of a faulty run. */
export function allFiniteWords(words: Int32Array): boolean {
  for (let i = 0; i < words.length; i++) if (((words[i] as number) & EXPONENT) === EXPONENT) return false;
  return true;
}
