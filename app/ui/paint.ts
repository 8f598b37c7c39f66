/**
 * Painters from codes to pixels, through the lookup table. They allocate nothing and touch no DOM, so that the same pixels
 * are checked in Node. A `Lattice` says where element (row, column) of a picture lies in the tensor.
 */
import { ABOVE, BELOW, MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import { CODE_MAX, type Lut } from './lut.ts';
import type { ScaleKind } from './scaleColours.ts';

/** The golden scale: lo = -hi (signed) or lo = 0 (unsigned). */
export interface Domain {
  readonly lo: number;
  readonly hi: number;
}

/** A two-dimensional cut through a flat tensor: element (r, c) is at offset + r * rowStride + c * columnStride. */
export interface Lattice {
  readonly rows: number;
  readonly columns: number;
  readonly offset: number;
  readonly rowStride: number;
  readonly columnStride: number;
  /** Elements in all; cells past it (last row of a wrapped vector) stay transparent. */
  readonly count: number;
}

/**
 * Code of |after - before| on 0..span, for words that differ. The least change is code 1, so a change too small for the
 * scale is still seen; code 0 is kept for equal words. A faulty value that is not finite keeps its own code.
 */
export function differenceCode(before: number, after: number, span: number): number {
  if (Number.isNaN(after)) return Number.isNaN(before) ? 0 : NAN;
  if (after === Number.POSITIVE_INFINITY) return PLUS_INFINITY;
  if (after === Number.NEGATIVE_INFINITY) return MINUS_INFINITY;
  const distance = Math.abs(after - before);
  if (!(distance <= span)) return ABOVE;
  return Math.max(1, Math.round((distance / span) * CODE_MAX));
}

/** The stored words of a float32 tensor; same buffer, no copy. */
export function wordsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

/** Paints one lattice row by row into a picture `outWidth` pixels wide, its first pixel at `start`. */
export function paintLattice(
  codes: Uint8Array,
  lattice: Lattice,
  lut: Lut,
  out: Uint32Array,
  start = 0,
  outWidth = lattice.columns,
): void {
  const { rows, columns, offset, rowStride, columnStride, count } = lattice;
  for (let row = 0; row < rows; row++) {
    let index = offset + row * rowStride;
    let pixel = start + row * outWidth;
    for (let column = 0; column < columns; column++, index += columnStride, pixel++) {
      out[pixel] = row * columns + column < count ? (lut[codes[index] as number] as number) : 0;
    }
  }
}

/**
 * The same where a pixel stands for several elements: it shows the one that tells most (NaN, infinities, what leaves the
 * scale, then the farthest from zero), so that one changed element among thousands is still seen.
 */
export function paintReduced(
  codes: Uint8Array,
  lattice: Lattice,
  lut: Lut,
  scale: ScaleKind,
  size: { readonly rows: number; readonly columns: number },
  out: Uint32Array,
  start = 0,
  outWidth = size.columns,
): void {
  const { rows, columns, offset, rowStride, columnStride, count } = lattice;
  const rank = RANKS[scale];
  const best = new Uint8Array(size.columns);
  const seen = new Uint8Array(size.columns);
  for (let row = 0; row < rows; row++) {
    const outRow = Math.floor((row * size.rows) / rows);
    let index = offset + row * rowStride;
    for (
      let column = 0;
      column < columns && row * columns + column < count;
      column++, index += columnStride
    ) {
      const code = codes[index] as number;
      const at = Math.floor((column * size.columns) / columns);
      if (seen[at] === 0 || (rank[code] as number) > (rank[best[at] as number] as number)) best[at] = code;
      seen[at] = 1;
    }
    if (row + 1 < rows && Math.floor(((row + 1) * size.rows) / rows) === outRow) continue;
    const first = start + outRow * outWidth;
    for (let at = 0; at < size.columns; at++)
      out[first + at] = seen[at] === 1 ? (lut[best[at] as number] as number) : 0;
    seen.fill(0);
  }
}

/** What a code tells: higher is more. */
const RANKS: Readonly<Record<ScaleKind, Uint8Array>> = {
  signed: rankTable((code) => Math.abs(code - CODE_MAX / 2)),
  unsigned: rankTable((code) => code),
  difference: rankTable((code) => code),
};

function rankTable(rankOf: (code: number) => number): Uint8Array {
  const rank = Uint8Array.from({ length: 256 }, (_, code) => (code <= CODE_MAX ? rankOf(code) : 0));
  for (const [place, code] of [BELOW, ABOVE, MINUS_INFINITY, PLUS_INFINITY, NAN].entries())
    rank[code] = CODE_MAX + 1 + place;
  return rank;
}

/** Paints ready codes (thumbnails): `out[i]` is the pixel of `codes[start + i]`. */
export function paintCodes(
  codes: Uint8Array,
  start: number,
  count: number,
  lut: Lut,
  out: Uint32Array,
): void {
  for (let i = 0; i < count; i++) out[i] = lut[codes[start + i] as number] as number;
}
