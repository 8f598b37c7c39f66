/**
 * Pictures of the input as ink on paper: the model's 0 is the paper, its highest value the ink (grey), or the colours
 * themselves where there are three channels.
 */

import type { Lut } from '#app/ui/lut.ts';
import type { ColourScheme } from '#app/ui/scaleColours.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

export const INK: Readonly<Record<ColourScheme, readonly [paper: Rgb, ink: Rgb]>> = {
  light: [
    [255, 255, 255],
    [29, 31, 35],
  ],
  dark: [
    [20, 21, 23],
    [236, 237, 237],
  ],
};

export const LAST_ON_SCALE = 250;

/** Codes on the scale as ink on paper; what left the scale keeps the colours it has in every heatmap. */
export function inkLut(scheme: ColourScheme, heatmap: Lut): Uint32Array {
  const [paper, ink] = INK[scheme];
  return Uint32Array.from(heatmap, (pixel, code) => {
    if (code > LAST_ON_SCALE) return pixel;
    const [red, green, blue] = paper.map((from, k) =>
      Math.round(from + ((ink[k] as number) - from) * (code / LAST_ON_SCALE)),
    );
    return ((255 << 24) | ((blue as number) << 16) | ((green as number) << 8) | (red as number)) >>> 0;
  });
}

/** Not a number, or infinite, in any channel: no colour that a picture has by itself. */
const LOST = 0xffff00ff;

/**
 * Codes of three tiles, one per channel in the order of `channels`, to RGBA. `level`: 0..255 of a code on the scale;
 * what left the scale downwards or upwards is black or white there.
 */
export function colourPixels(
  codes: Uint8Array,
  channels: readonly number[],
  level: (code: number) => number,
  out: Uint32Array,
): void {
  const tileOf = [0, 1, 2].map((channel) => channels.indexOf(channel) * out.length);
  for (let i = 0; i < out.length; i++) {
    let pixel = 0xff000000;
    for (let k = 0; k < 3; k++) {
      const code = codes[(tileOf[k] as number) + i] as number;
      if (code > LAST_ON_SCALE + 2) pixel = LOST;
      if (pixel === LOST) break;
      const beyond = code === LAST_ON_SCALE + 1 ? 0 : 255;
      const byte = code > LAST_ON_SCALE ? beyond : Math.round(Math.min(255, Math.max(0, level(code))));
      pixel = (pixel | (byte << (8 * k))) >>> 0;
    }
    out[i] = pixel;
  }
}

/** uint8 [h, w, channels] to RGBA. */
export function inkPixels(
  pixels: Uint8Array,
  channels: number,
  paper: Rgb,
  ink: Rgb,
  out: Uint8ClampedArray,
): void {
  const count = pixels.length / channels;
  for (let i = 0; i < count; i++) {
    const share = (pixels[i * channels] as number) / 255;
    for (let k = 0; k < 3; k++) {
      const grey = Math.round((paper[k] as number) + ((ink[k] as number) - (paper[k] as number)) * share);
      out[i * 4 + k] = channels >= 3 ? (pixels[i * channels + k] as number) : grey;
    }
    out[i * 4 + 3] = 255;
  }
}
