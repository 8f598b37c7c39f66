/**
 * Resizing as Pillow does it (Image.resize with a box, version 13), bit for bit on 8-bit levels: a filter as wide as the
 * shrinking asks for, so that nothing aliases; coefficients of 22 bits; first along rows, then along columns, rounded to
 * 8 bits after each. Pixel i covers [i, i + 1), so centres lie at halves (what TensorFlow calls half_pixel_centers).
 */
import type { Filter } from './preparation.ts';

export interface Levels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Row-major [height, width, channels]. */
  readonly values: Uint8Array;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const PRECISION = 22;

const KERNELS: Readonly<
  Record<Exclude<Filter, 'nearest'>, readonly [support: number, weight: (x: number) => number]>
> = {
  area: [0.5, (x) => (x > -0.5 && x <= 0.5 ? 1 : 0)],
  bilinear: [1, (x) => Math.max(0, 1 - Math.abs(x))],
  // Keys 1981 with a = -0.5.
  bicubic: [2, (x) => keys(Math.abs(x), -0.5)],
};

function keys(x: number, a: number): number {
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/** The part of the picture inside `box`, as `width` x `height`. */
export function resample(from: Levels, box: Box, width: number, height: number, filter: Filter): Levels {
  const { left, top, right, bottom } = box;
  const isWhole = left === 0 && top === 0 && right === from.width && bottom === from.height;
  if (isWhole && width === from.width && height === from.height) return from;
  if (filter === 'nearest') return nearest(from, box, width, height);
  const across = taps(from.width, left, right, width, filter);
  const down = taps(from.height, top, bottom, height, filter);
  // A pass that neither moves nor scales is left out, as a rounding that changes nothing.
  const needsRows = width !== from.width || left !== 0 || right !== width;
  const needsColumns = height !== from.height || top !== 0 || bottom !== height;
  const rows = needsRows ? alongRows(from, across) : from;
  return needsColumns ? alongColumns(rows, down) : rows;
}

interface Taps {
  readonly size: number;
  /** First source cell of each, and how many. */
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly width: number;
  readonly weights: Int32Array;
}

function taps(
  length: number,
  start: number,
  end: number,
  size: number,
  filter: Exclude<Filter, 'nearest'>,
): Taps {
  const [reach, weight] = KERNELS[filter];
  const scale = (end - start) / size;
  const filterScale = Math.max(1, scale);
  const support = reach * filterScale;
  const width = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(size);
  const count = new Int32Array(size);
  const weights = new Int32Array(size * width);
  for (let i = 0; i < size; i++) {
    const centre = start + (i + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - support + 0.5));
    const to = Math.min(length, Math.trunc(centre + support + 0.5));
    const raw: number[] = [];
    for (let x = from; x < to; x++) raw.push(weight((x - centre + 0.5) * (1 / filterScale)));
    const total = raw.reduce((sum, value) => sum + value, 0);
    first[i] = from;
    count[i] = raw.length;
    raw.forEach((value, k) => {
      const share = (total === 0 ? value : value * (1 / total)) * 2 ** PRECISION;
      weights[i * width + k] = Math.trunc(share < 0 ? share - 0.5 : share + 0.5);
    });
  }
  return { size, first, count, width, weights };
}

const clip = (sum: number): number => Math.min(255, Math.max(0, sum >> PRECISION));

function alongRows({ width, height, channels, values }: Levels, across: Taps): Levels {
  const to = new Uint8Array(across.size * height * channels);
  for (let y = 0; y < height; y++)
    for (let i = 0; i < across.size; i++)
      for (let c = 0; c < channels; c++) {
        let sum = 1 << (PRECISION - 1);
        for (let k = 0; k < (across.count[i] as number); k++) {
          const at = (y * width + (across.first[i] as number) + k) * channels + c;
          sum += (values[at] as number) * (across.weights[i * across.width + k] as number);
        }
        to[(y * across.size + i) * channels + c] = clip(sum);
      }
  return { width: across.size, height, channels, values: to };
}

function alongColumns({ width, channels, values }: Levels, down: Taps): Levels {
  const stride = width * channels;
  const to = new Uint8Array(down.size * stride);
  for (let i = 0; i < down.size; i++)
    for (let at = 0; at < stride; at++) {
      let sum = 1 << (PRECISION - 1);
      for (let k = 0; k < (down.count[i] as number); k++)
        sum +=
          (values[((down.first[i] as number) + k) * stride + at] as number) *
          (down.weights[i * down.width + k] as number);
      to[i * stride + at] = clip(sum);
    }
  return { width, height: down.size, channels, values: to };
}

function nearest(from: Levels, { left, top, right, bottom }: Box, width: number, height: number): Levels {
  const { channels } = from;
  const to = new Uint8Array(width * height * channels);
  const across = (right - left) / width;
  const down = (bottom - top) / height;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const row = Math.min(from.height - 1, Math.floor(top + (y + 0.5) * down));
      const column = Math.min(from.width - 1, Math.floor(left + (x + 0.5) * across));
      const at = (row * from.width + column) * channels;
      to.set(from.values.subarray(at, at + channels), (y * width + x) * channels);
    }
  return { width, height, channels, values: to };
}
