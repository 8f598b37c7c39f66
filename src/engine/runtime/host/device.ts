/**
 * The lab's kernels on host memory, for wasm and cpu: patches on 32-bit integers, exact words in and out. The copy on
 * wasm is made first (it may grow the heap), then moved inside the heap.
 */
import {
  engine,
  getBackend,
  getKernel,
  type NamedAttrMap,
  registerKernel,
  type Tensor,
  type TensorInfo,
  tensor,
} from '@tensorflow/tfjs-core';
import type { Patch } from '../../words/patch.ts';
import type { Device } from '../device.ts';
import { allFiniteWords, makeOutput, wasmHeap, wordsOf } from './memory.ts';
import { HostProbe } from './probe.ts';
import { quickAllFinite } from './sparseModule.ts';

const KERNEL = 'BitflipPatch';

/** The device of the current back end, which must be `wasm` or `cpu`. */
export function createHostDevice(): Device {
  const name = getBackend() as 'wasm' | 'cpu';
  registerPatch(name);
  return {
    name,
    patch: (x, patch) => engine().runKernel(KERNEL, { x }, { patch } as unknown as NamedAttrMap) as Tensor,
    allFinite: (x) => x.dtype !== 'float32' || (quickAllFinite(x) ?? allFiniteWords(wordsOf(x))),
    words: async (x) => new Uint32Array(wordsOf(x).slice().buffer),
    view: wordsOf,
    upload(words, shape) {
      // cpu keeps the array it is given; wasm copies it into its heap.
      const { buffer, byteOffset, length } = name === 'cpu' ? words.slice() : words;
      return tensor(new Float32Array(buffer, byteOffset, length), [...shape], 'float32');
    },
    probe: () => new HostProbe(),
  };
}

function registerPatch(backendName: 'wasm' | 'cpu'): void {
  if (getKernel(KERNEL, backendName) !== undefined) return;
  registerKernel({
    kernelName: KERNEL,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const x = inputs['x'] as TensorInfo;
      const { indices, and, xor } = (attrs as unknown as { patch: Patch }).patch;
      const out = makeOutput(x.shape, x.dtype as 'float32' | 'int32');
      const words = wordsOf(out);
      copyWords(x, words);
      for (let k = 0; k < indices.length; k++) {
        const i = indices[k] as number;
        words[i] = ((words[i] as number) & (and[k] as number)) ^ (xor[k] as number);
      }
      return out;
    },
  });
}

function copyWords(from: TensorInfo, to: Int32Array): void {
  const source = wordsOf(from);
  if (getBackend() === 'wasm') {
    wasmHeap().copyWithin(to.byteOffset, source.byteOffset, source.byteOffset + source.byteLength);
  } else {
    to.set(source);
  }
}
