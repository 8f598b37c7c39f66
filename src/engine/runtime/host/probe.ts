/** What the lab asks of tensors on host memory (wasm, cpu): ranges, observations, pictures, words. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type {
  Observation,
  Probe,
  RangeReading,
  Readings,
  ThumbnailPlan,
  ThumbnailReading,
} from '../device.ts';
import { codeOf } from '../thumbnail.ts';
import { floatsOf, wordsOf } from './memory.ts';
import { differs, observe } from './observe.ts';

export class HostProbe implements Probe {
  readonly #ranges = new Map<string, RangeReading>();
  readonly #observations = new Map<string, Observation>();
  readonly #thumbnails = new Map<string, ThumbnailReading>();
  readonly #words = new Map<string, Uint32Array>();

  range(key: string, x: Tensor): void {
    this.#ranges.set(key, rangeOf(floatsOf(x)));
  }

  observe(key: string, golden: Tensor, faulty: Tensor): void {
    this.#observations.set(key, observe(wordsOf(golden), wordsOf(faulty)));
  }

  thumbnail(key: string, golden: Tensor, faulty: Tensor, plan: ThumbnailPlan): void {
    const size = golden.size / (golden.shape[0] ?? 1);
    this.#thumbnails.set(
      key,
      thumbnail(wordsOf(golden).subarray(0, size), wordsOf(faulty).subarray(0, size), plan),
    );
  }

  gather(key: string, x: Tensor, indices: Int32Array): void {
    const words = wordsOf(x);
    this.#words.set(
      key,
      Uint32Array.from(indices, (i) => words[i] as number),
    );
  }

  whole(key: string, x: Tensor): void {
    this.#words.set(key, new Uint32Array(wordsOf(x).slice().buffer));
  }

  /** Questions are answered as they are asked; there is nothing to forget. */
  drop(): void {}

  async read(): Promise<Readings> {
    return {
      ranges: this.#ranges,
      observations: this.#observations,
      thumbnails: this.#thumbnails,
      words: this.#words,
    };
  }
}

export function rangeOf(values: Float32Array): RangeReading {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let nan = 0;
  let inf = 0;
  // By index: several times as fast as the iterator.
  for (let i = 0; i < values.length; i++) {
    const v = values[i] as number;
    if (Number.isNaN(v)) nan++;
    else if (v === Number.POSITIVE_INFINITY || v === Number.NEGATIVE_INFINITY) inf++;
    else {
      if (v < min) min = v;
      if (v > max) max = v;
    }
  }
  return min > max ? { min: 0, max: 0, nan, inf } : { min, max, nan, inf };
}

export function thumbnail(golden: Int32Array, faulty: Int32Array, plan: ThumbnailPlan): ThumbnailReading {
  const counts = changedByChannel(golden, faulty, plan);
  const channels = Array.from(counts.keys())
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
    .slice(0, plan.tiles);
  const changed = channels.map((channel) => (counts[channel] as number) > 0);
  return { channels, changed, golden: codes(golden, channels, plan), faulty: codes(faulty, channels, plan) };
}

function changedByChannel(
  golden: Int32Array,
  faulty: Int32Array,
  { height, width, channels }: ThumbnailPlan,
): Int32Array {
  const counts = new Int32Array(channels);
  const size = Math.min(golden.length, height * width * channels);
  for (let first = 0; first < size; first += channels) {
    for (let channel = 0; channel < channels && first + channel < size; channel++) {
      if (differs(golden[first + channel] as number, faulty[first + channel] as number))
        counts[channel] = (counts[channel] as number) + 1;
    }
  }
  return counts;
}

function codes(words: Int32Array, channels: readonly number[], plan: ThumbnailPlan): Uint8Array {
  const values = new Float32Array(words.buffer, words.byteOffset, words.length);
  const rows = Math.ceil(plan.height / plan.block);
  const columns = Math.ceil(plan.width / plan.block);
  const out = new Uint8Array(channels.length * rows * columns);
  let at = 0;
  for (const channel of channels) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        out[at++] = codeOf(largest(values, row, column, channel, plan), plan.lo, plan.hi);
      }
    }
  }
  return out;
}

/** The element of largest magnitude in a block, NaN before all; 0 past the end. */
function largest(
  values: Float32Array,
  row: number,
  column: number,
  channel: number,
  plan: ThumbnailPlan,
): number {
  let best = 0;
  for (let y = row * plan.block; y < Math.min((row + 1) * plan.block, plan.height); y++) {
    for (let x = column * plan.block; x < Math.min((column + 1) * plan.block, plan.width); x++) {
      const v = values[(y * plan.width + x) * plan.channels + channel];
      if (v === undefined) continue;
      if (Number.isNaN(v)) return v;
      if (Math.abs(v) > Math.abs(best)) best = v;
    }
  }
  return best;
}
