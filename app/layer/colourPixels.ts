/**
 * A picture of three channels in its colours, out of the values that the model sees. Models take them as 0..1, 0..255 or
 * -1..1; the golden values tell which. What is not a number has the colour that NaN has everywhere.
 */
import type { Rgb } from '#app/ui/scaleColours.ts';

export interface ColourRange {
  readonly lo: number;
  readonly hi: number;
}

/** The range that the model's pictures have: of the usual ones the least that holds these values, else their own. */
export function colourRange(golden: Float32Array): ColourRange {
  let [least, most] = [0, 0];
  for (const value of golden) {
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  const usual = [
    { lo: 0, hi: 1 },
    { lo: -1, hi: 1 },
    { lo: 0, hi: 255 },
    { lo: -128, hi: 128 },
  ];
  return usual.find(({ lo, hi }) => lo <= least && most <= hi) ?? { lo: least, hi: most };
}

/** RGBA, row-major, from [height, width, 3]. */
export function colourPixels(
  values: Float32Array,
  { lo, hi }: ColourRange,
  nan: Rgb,
  out: Uint8ClampedArray,
): void {
  for (let pixel = 0; pixel < values.length / 3; pixel++) {
    const rgb = [0, 1, 2].map((channel) => values[pixel * 3 + channel] as number);
    const lost = rgb.some(Number.isNaN);
    for (let channel = 0; channel < 3; channel++) {
      const byte = (((rgb[channel] as number) - lo) / (hi - lo)) * 255;
      out[pixel * 4 + channel] = lost ? (nan >>> (16 - 8 * channel)) & 255 : byte;
    }
    out[pixel * 4 + 3] = 255;
  }
}
