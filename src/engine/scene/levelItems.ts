/** 8-bit levels, as the page shows them, as items of a model's input: scaled, channels in the model's order. */
import { pictureAxes } from '../io/datasets/arrange.ts';
import { type ChannelScale, channelScales, type Preparation } from '../io/datasets/preparation.ts';
import type { PictureSize } from '../io/datasets/preparePicture.ts';
import type { InputTarget } from './inputTargets.ts';
import type { Items } from './numberItems.ts';

/** Longest side of pictures for a model that takes any size. */
const LONGEST_FREE_SIDE = 256;

/** The model's size; where it takes any, that of the picture at hand, within reason. */
export function pictureSize(
  target: Pick<InputTarget, 'shape'>,
  own: { readonly height: number; readonly width: number },
): PictureSize {
  const axes = pictureAxes(target.shape);
  const shrink = Math.min(1, LONGEST_FREE_SIDE / Math.max(own.height, own.width));
  return {
    height: axes?.height ?? Math.max(1, Math.round(own.height * shrink)),
    width: axes?.width ?? Math.max(1, Math.round(own.width * shrink)),
    channels: axes?.channels ?? 1,
  };
}

/** `levels`: [height, width, channels] each, red first. */
export function levelItems(
  levels: readonly Uint8Array[],
  kept: readonly number[],
  target: Pick<InputTarget, 'shape'>,
  size: PictureSize,
  preparation: Preparation,
  scale: ChannelScale,
  notes: readonly string[],
): Items {
  const { height, width, channels } = size;
  const axes = pictureAxes(target.shape);
  const scales = channelScales(preparation, channels, scale);
  const swap = preparation.bgr && channels === 3;
  const place = height * width;
  const stride = place * channels;
  const pixels = new Uint8Array(levels.length * stride);
  levels.forEach((item, k) => {
    pixels.set(item, k * stride);
  });
  const item = (index: number): Float32Array => {
    const from = pixels.subarray(index * stride, (index + 1) * stride);
    const values = new Float32Array(stride);
    for (let i = 0; i < place; i++)
      for (let c = 0; c < channels; c++) {
        const { subtract, divideBy } = scales[c] as ChannelScale;
        const level = from[i * channels + (swap ? 2 - c : c)] as number;
        values[axes?.first ? c * place + i : i * channels + c] = (level - subtract) / divideBy;
      }
    return values;
  };
  const shape =
    target.shape.length === 2
      ? [height, width]
      : axes?.first
        ? [channels, height, width]
        : [height, width, channels];
  return { kept, shape, item, pixels, pictureShape: [height, width, channels], notes };
}
