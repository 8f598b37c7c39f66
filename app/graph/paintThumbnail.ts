/**
 * A node's small picture as pixels: its tiles in a row with gaps between, through the lookup tables. Golden and faulty
 * show their codes; the difference shows how many codes lie between them, on the same golden scale.
 */

import type { View } from '#app/state/selection.ts';
import type { Lut } from '#app/ui/lut.ts';
import type { ScaleKind } from '#app/ui/scaleColours.ts';
import type { Thumbnail } from '#workers/labApi.ts';

const LAST_ON_SCALE = 250;

export function scaleKindOf({ lo }: Thumbnail, view: View): ScaleKind {
  if (view === 'difference') return 'difference';
  return lo < 0 ? 'signed' : 'unsigned';
}

/** Codes of one tile in the view, `width * height` of them. */
export function tileCodes(
  thumbnail: Thumbnail,
  tile: number,
  golden: Uint8Array,
  faulty: Uint8Array,
  view: View,
): Uint8Array {
  const size = thumbnail.width * thumbnail.height;
  const start = thumbnail.offset + tile * size;
  if (view === 'golden') return golden.subarray(start, start + size);
  const after = faulty.subarray(start, start + size);
  if (view === 'faulty') return after;
  // A symmetric scale has its zero in the middle: the same distance is half as many codes there.
  const stretch = thumbnail.lo < 0 ? 2 : 1;
  return after.map((code, i) => {
    const before = golden[start + i] as number;
    if (code === before) return 0;
    if (code > LAST_ON_SCALE) return code;
    if (before > LAST_ON_SCALE) return LAST_ON_SCALE;
    return Math.min(LAST_ON_SCALE, Math.abs(code - before) * stretch);
  });
}

/** One pixel an element; tile k starts at pixel column `k * width`. */
export function paintTile(codes: Uint8Array, lut: Lut, out: Uint32Array): void {
  for (let i = 0; i < codes.length; i++) out[i] = lut[codes[i] as number] as number;
}
