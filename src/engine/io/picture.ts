/**
 * A picture as a model input: transparent parts on white, grey by luma (Rec. ITU-R BT.601-7, 2.5.1: 0.299 R + 0.587 G +
 * 0.114 B) where the model has one channel, resized by area average, scaled to the model's input range. Sums are exact
 * integers, so a picture of the right size keeps its levels to the last bit, and a constant picture stays constant.
 */
import { LabError } from '../labError.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** width * height * 4 levels 0..255, row-major, alpha not multiplied in. */
  readonly rgba: Uint8Array;
}

export interface PictureTarget {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** What levels 0 and 255 become. */
  readonly range: readonly [number, number];
  /** Level 255 - v for v: for dark ink on light paper where the model wants the opposite. */
  readonly invert: boolean;
}

/** Sums stay below 2^53 up to here. */
export const MAX_PICTURE_PIXELS = 2 ** 26;

/** Row-major [height, width, channels] as float32. Throws LabError `bad-input` for a picture without or with too many pixels. */
export function pictureValues(picture: Picture, target: PictureTarget): Float32Array {
  const { width, height } = picture;
  if (width * height === 0 || width * height > MAX_PICTURE_PIXELS) {
    throw new LabError(
      'bad-input',
      `The picture has ${width} x ${height} pixels; wanted at least one and at most ${MAX_PICTURE_PIXELS}. Make it smaller first.`,
      { width, height },
    );
  }
  const { sums, scale } = levels(picture, target.channels);
  const rows = shrink(sums, { before: height, length: width, after: target.channels }, target.width);
  const whole = shrink(
    rows,
    { before: 1, length: height, after: target.width * target.channels },
    target.height,
  );
  const total = scale * width * height;
  const [lo, hi] = target.range;
  return Float32Array.from(whole, (sum) => {
    const level = sum / total;
    return lo + ((target.invert ? 255 - level : level) / 255) * (hi - lo);
  });
}

/** Levels times `scale`, whole numbers. */
function levels({ rgba }: Picture, channels: 1 | 3): { readonly sums: Float64Array; readonly scale: number } {
  const pixels = rgba.length / 4;
  const sums = new Float64Array(pixels * channels);
  for (let i = 0; i < pixels; i++) {
    const alpha = rgba[4 * i + 3] as number;
    const white = 255 * (255 - alpha);
    const red = (rgba[4 * i] as number) * alpha + white;
    const green = (rgba[4 * i + 1] as number) * alpha + white;
    const blue = (rgba[4 * i + 2] as number) * alpha + white;
    if (channels === 1) sums[i] = 299 * red + 587 * green + 114 * blue;
    else sums.set([red, green, blue], 3 * i);
  }
  return { sums, scale: channels === 1 ? 255_000 : 255 };
}

interface Axes {
  /** Elements along the axes before, along and after the one that changes. */
  readonly before: number;
  readonly length: number;
  readonly after: number;
}

/**
 * Sums over the part of the axis that each of `cells` cells covers, times `cells`: source j stands on [j cells, (j + 1)
 * cells), cell i on [i length, (i + 1) length), so that all overlaps are whole and each cell's add up to `length`.
 */
function shrink(from: Float64Array, { before, length, after }: Axes, cells: number): Float64Array {
  const to = new Float64Array(before * cells * after);
  for (let b = 0; b < before; b++) {
    for (let i = 0; i < cells; i++) {
      const start = i * length;
      const end = start + length;
      for (let j = Math.floor(start / cells); j * cells < end; j++) {
        const overlap = Math.min(end, (j + 1) * cells) - Math.max(start, j * cells);
        const source = (b * length + j) * after;
        const goal = (b * cells + i) * after;
        for (let k = 0; k < after; k++)
          to[goal + k] = (to[goal + k] as number) + overlap * (from[source + k] as number);
      }
    }
  }
  return to;
}
