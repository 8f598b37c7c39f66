/**
 * The 8-bit codes of small pictures. 0..250 = round((v - lo) / (hi - lo) * 250), 251 = below lo, 252 = above hi,
 * 253 = NaN, 254 = +Infinity, 255 = -Infinity. A domain is symmetric around zero where golden has negative values.
 */
import type { ThumbnailPlan } from './device.ts';

export const BELOW = 251;
export const ABOVE = 252;
export const NAN = 253;
export const PLUS_INFINITY = 254;
export const MINUS_INFINITY = 255;

/** Most cells in one node's picture. */
export const THUMBNAIL_CELLS = 48 * 48;
const MAX_TILES = 6;

export function codeOf(value: number, lo: number, hi: number): number {
  if (Number.isNaN(value)) return NAN;
  if (value === Number.POSITIVE_INFINITY) return PLUS_INFINITY;
  if (value === Number.NEGATIVE_INFINITY) return MINUS_INFINITY;
  if (value < lo) return BELOW;
  if (value > hi) return ABOVE;
  return Math.round(((value - lo) / (hi - lo)) * 250);
}

/** Golden domain: [-a, a] if there are negative values, else [0, max]; never empty. */
export function domainOf(range: { readonly min: number; readonly max: number }): { lo: number; hi: number } {
  const extent = Math.max(Math.abs(range.min), Math.abs(range.max));
  const hi = extent > 0 ? extent : 1;
  return { lo: range.min < 0 ? -hi : 0, hi };
}

/** How a value of this shape (batch axis included) becomes tiles. */
export function planThumbnail(
  shape: readonly number[],
  lo: number,
  hi: number,
): ThumbnailPlan & { readonly layout: 'image' | 'strip' } {
  const [, ...axes] = shape;
  if (axes.length === 3) {
    const [height, width, channels] = axes as [number, number, number];
    const tiles = Math.min(channels, MAX_TILES);
    return { layout: 'image', height, width, channels, tiles, block: blockFor(height, width, tiles), lo, hi };
  }
  if (axes.length === 2) {
    const [height, width] = axes as [number, number];
    return {
      layout: 'strip',
      height,
      width,
      channels: 1,
      tiles: 1,
      block: blockFor(height, width, 1),
      lo,
      hi,
    };
  }
  const size = axes.reduce((product, n) => product * n, 1);
  const rows = stripRows(size);
  const width = Math.ceil(size / rows);
  return {
    layout: 'strip',
    height: rows,
    width,
    channels: 1,
    tiles: 1,
    block: blockFor(rows, width, 1),
    lo,
    hi,
  };
}

function blockFor(height: number, width: number, tiles: number): number {
  let block = 1;
  while (Math.ceil(height / block) * Math.ceil(width / block) * tiles > THUMBNAIL_CELLS) block++;
  return block;
}

/** Rows of at most 48 cells where that fits, chosen so that the last row is full if possible. */
function stripRows(size: number): number {
  if (size <= 48) return 1;
  const least = size > THUMBNAIL_CELLS ? Math.ceil(Math.sqrt(size)) : Math.ceil(size / 48);
  for (let rows = least; rows <= least * 2; rows++) if (size % rows === 0) return rows;
  return least;
}
