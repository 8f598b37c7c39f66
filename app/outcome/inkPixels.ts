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

const LAST_ON_SCALE = 250;

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
