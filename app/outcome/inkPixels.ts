/**
 * Pictures of the input as ink on paper: the model's 0 is the paper, its highest value the ink (grey), or the colours
 * themselves where there are three channels.
 */

export type Rgb = readonly [red: number, green: number, blue: number];

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
