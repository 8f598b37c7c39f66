/**
 * What the lab needs of a back end beside TensorFlow.js's own kernels: exact words in and out, patches, and
 * observations computed where the tensors are. One implementation for host memory (wasm, cpu), one for WebGPU.
 * Words are 32 bits and never pass through a JS number, so NaN payloads survive.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Patch } from '../words/patch.ts';

export type BackendName = 'wasm' | 'webgpu' | 'cpu';

export interface Device {
  readonly name: BackendName;
  /** New tensor with `(word & and) ^ xor` at the patch's flat indices (batch included); `x` stays as it is. */
  patch(x: Tensor, patch: Patch): Tensor;
  /** True if no element is NaN or infinite; null where that would need a read-back (then the strict path is taken). */
  allFinite(x: Tensor): boolean | null;
  /** All words of a tensor, a copy. */
  words(x: Tensor): Promise<Uint32Array>;
  /** All words where they lie, good until the next tensor is made, not to be written; null where that is not host memory. */
  view(x: Tensor): Int32Array | null;
  /** Tensor with exactly these words, dtype float32; they are copied. */
  upload(words: Uint32Array, shape: readonly number[]): Tensor;
  /** Collects questions about tensors; one `read` answers them all with one read-back. */
  probe(): Probe;
}

/** Smallest and largest finite element; count of NaN and infinities. An all-non-finite tensor has min = max = 0. */
export interface RangeReading {
  readonly min: number;
  readonly max: number;
  readonly nan: number;
  readonly inf: number;
}

/** Observation of DESIGN section 3, faulty against golden; nan and inf count in the faulty tensor. */
export interface Observation {
  readonly size: number;
  readonly changed: number;
  readonly maxAbsDiff: number;
  readonly l2: number;
  /** Mean of |faulty - golden| / |golden| over positions finite in both with golden != 0; 0 if there are none. */
  readonly meanRelativeError: number;
  readonly nan: number;
  readonly inf: number;
}

export interface ThumbnailPlan {
  /** A value's elements as [height, width, channels], batch item 0. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Tiles shown, at most `channels`. */
  readonly tiles: number;
  /** Side of the square block of elements behind one cell; the element of largest magnitude is shown, NaN first. */
  readonly block: number;
  readonly lo: number;
  readonly hi: number;
}

export interface ThumbnailReading {
  /** Channels shown: by changed elements, most first, ties by index; golden order where nothing changed. */
  readonly channels: readonly number[];
  readonly changed: readonly boolean[];
  /** tiles * ceil(height/block) * ceil(width/block) codes (see thumbnail.ts). */
  readonly golden: Uint8Array;
  readonly faulty: Uint8Array;
}

/** Most indices of one `gather`. */
export const MOST_GATHERED = 4096;

/** Keys are the caller's; the same key may be used once per kind of question. */
export interface Probe {
  range(key: string, x: Tensor): void;
  observe(key: string, golden: Tensor, faulty: Tensor): void;
  thumbnail(key: string, golden: Tensor, faulty: Tensor, plan: ThumbnailPlan): void;
  /** Words at flat indices, at most MOST_GATHERED. */
  gather(key: string, x: Tensor, indices: Int32Array): void;
  /** All words. */
  whole(key: string, x: Tensor): void;
  /** Answers. Tensors may be disposed as soon as they were asked about. */
  read(): Promise<Readings>;
  /** Forgets what was asked and not read; harmless after `read`. */
  drop(): void;
}

export interface Readings {
  readonly ranges: ReadonlyMap<string, RangeReading>;
  readonly observations: ReadonlyMap<string, Observation>;
  readonly thumbnails: ReadonlyMap<string, ThumbnailReading>;
  readonly words: ReadonlyMap<string, Uint32Array>;
}
