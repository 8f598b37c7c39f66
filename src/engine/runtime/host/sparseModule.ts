/** kernels/sparse.ts as it runs: on the heap of TensorFlow.js' wasm back end, so that tensors are read and written in place. */
import { hexToBytes } from '@noble/hashes/utils.js';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, env, getBackend, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { SPARSE_BYTES } from './sparseBytes.ts';

/** Functions of kernels/sparse.ts; their arguments are addresses and sizes, in the order given there. */
export interface SparseModule {
  scratchBytes(rows: number, columns: number, channels: number): number;
  pack(kernel: number, products: number, outputs: number, bias: number, packed: number): number;
  convolve(...addressesAndSizes: number[]): void;
  zeros(x: number, size: number): number;
  allFinite(x: number, size: number): number;
  normalize(...addressesAndSizes: number[]): void;
}

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

let module: SparseModule | null = null;

/** Null where wasm has no vectors. The back end must be wasm. */
export function sparseModule(): SparseModule | null {
  if (module !== null || env().get('WASM_HAS_SIMD_SUPPORT') !== true) return module;
  const { memory } = ((backend() as BackendWasm).wasm as unknown as { asm: { memory: object } }).asm;
  const compiled = new WebAssembly.Module(hexToBytes(SPARSE_BYTES));
  module = new WebAssembly.Instance(compiled, { env: { memory } }).exports as SparseModule;
  return module;
}

/** In the heap; a tensor stays where it is while the heap grows. */
export const addressOf = ({ dataId }: TensorInfo): number =>
  (backend() as BackendWasm).dataIdMap.get(dataId).memoryOffset;

/** Whether no value of a tensor is NaN or infinite; null where the module does not run. */
export function quickAllFinite(x: TensorInfo): boolean | null {
  const own = getBackend() === 'wasm' ? sparseModule() : null;
  return own === null ? null : own.allFinite(addressOf(x), util.sizeFromShape(x.shape)) === 1;
}
