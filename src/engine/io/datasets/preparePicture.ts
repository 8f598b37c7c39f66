/**
 * A picture as 8-bit levels of the model's size: transparent parts on white; grey as Pillow makes it (Rec. ITU-R BT.601
 * luma in 16 bits), grey to colour by repeating it; then resized. What comes out is what the network sees and what the
 * page shows, before levels are scaled.
 */
import type { Picture } from './pictureFile.ts';
import type { Preparation } from './preparation.ts';
import { type Box, type Levels, resample } from './resample.ts';

export interface PictureSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export function preparePicture(picture: Picture, size: PictureSize, preparation: Preparation): Uint8Array {
  return prepareLevels(flattened(picture, size.channels === 1 ? 1 : 3), size, preparation);
}

/** Levels of 1, 3 or 4 channels; a fourth is left out. */
export function prepareLevels(
  given: Levels,
  { height, width, channels }: PictureSize,
  { resize, keep, filter, invert }: Preparation,
): Uint8Array {
  const from = withChannels(given, channels === 1 ? 1 : 3);
  const resized =
    resize === 'fit'
      ? fitted(from, width, height, filter, invert ? 255 : 0)
      : resample(
          from,
          resize === 'crop' ? middle(from, width / height, keep) : whole(from),
          width,
          height,
          filter,
        );
  let { values } = resized;
  if (invert) values = values.map((level) => 255 - level);
  return values === given.values ? values.slice() : values;
}

const whole = ({ width, height }: Levels): Box => ({ left: 0, top: 0, right: width, bottom: height });

/** The largest middle part with these proportions, or `keep` of it. */
function middle({ width, height }: Levels, ratio: number, keep: number): Box {
  const wide = Math.min(width, height * ratio) * keep;
  const high = Math.min(height, width / ratio) * keep;
  const left = (width - wide) / 2;
  const top = (height - high) / 2;
  return { left, top, right: left + wide, bottom: top + high };
}

function fitted(
  from: Levels,
  width: number,
  height: number,
  filter: Preparation['filter'],
  ground: number,
): Levels {
  const scale = Math.min(width / from.width, height / from.height);
  const wide = Math.max(1, Math.min(width, Math.round(from.width * scale)));
  const high = Math.max(1, Math.min(height, Math.round(from.height * scale)));
  const inner = resample(from, whole(from), wide, high, filter);
  const { channels } = from;
  const values = new Uint8Array(width * height * channels).fill(ground);
  const left = Math.floor((width - wide) / 2);
  const top = Math.floor((height - high) / 2);
  for (let y = 0; y < high; y++)
    values.set(
      inner.values.subarray(y * wide * channels, (y + 1) * wide * channels),
      ((top + y) * width + left) * channels,
    );
  return { width, height, channels, values };
}

/** RGBA on white, as grey or colour levels. */
function flattened({ width, height, rgba }: Picture, channels: 1 | 3): Levels {
  const pixels = width * height;
  const colour = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const alpha = rgba[4 * i + 3] as number;
    for (let k = 0; k < 3; k++)
      colour[3 * i + k] = Math.round(((rgba[4 * i + k] as number) * alpha + 255 * (255 - alpha)) / 255);
  }
  return withChannels({ width, height, channels: 3, values: colour }, channels);
}

function withChannels(from: Levels, channels: 1 | 3): Levels {
  if (from.channels === channels) return from;
  const { width, height, values } = from;
  const pixels = width * height;
  const to = new Uint8Array(pixels * channels);
  for (let i = 0; i < pixels; i++) {
    const at = i * from.channels;
    const red = values[at] as number;
    if (from.channels < 3) to.fill(red, i * channels, (i + 1) * channels);
    else if (channels === 3) to.set(values.subarray(at, at + 3), 3 * i);
    else to[i] = luma(red, values[at + 1] as number, values[at + 2] as number);
  }
  return { width, height, channels, values: to };
}

const luma = (red: number, green: number, blue: number): number =>
  (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
