/**
 * The lookup table between the 8-bit codes of heatmaps and thumbnails (src/engine/runtime/thumbnail.ts) and pixels:
 * 256 entries, each one RGBA pixel as a Uint32 in ImageData byte order (little-endian, as every browser has it).
 */
import { ABOVE, BELOW, MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import {
  type ColourScheme,
  type Rgb,
  SCALE_COLOURS,
  type ScaleColours,
  type ScaleKind,
} from './scaleColours.ts';

/** 256 packed pixels; index is a code. */
export type Lut = Uint32Array<ArrayBuffer>;

/** Codes 0..CODE_MAX lie on the scale. */
export const CODE_MAX = 250;
const ZERO_CODE = CODE_MAX / 2;

const cache = new Map<string, Lut>();

/** The table of one kind of scale; built once per kind and scheme. */
export function lutOf(kind: ScaleKind, scheme: ColourScheme): Lut {
  const key = `${kind} ${scheme}`;
  const known = cache.get(key);
  if (known) return known;
  const built = build(kind, SCALE_COLOURS[scheme]);
  cache.set(key, built);
  return built;
}

/** The pixel of one code as `rgb(r g b)`, for legends and outlines drawn outside a heatmap. */
export function cssOf(lut: Lut, code: number): string {
  const pixel = lut[code] ?? 0;
  return `rgb(${pixel & 255} ${(pixel >>> 8) & 255} ${(pixel >>> 16) & 255})`;
}

function build(kind: ScaleKind, colours: ScaleColours): Lut {
  const lut = new Uint32Array(256);
  for (let code = 0; code <= CODE_MAX; code++) lut[code] = pack(scaleColour(kind, code, colours));
  const difference = kind === 'difference';
  lut[ABOVE] = pack(difference ? colours.changedBeyond : colours.aboveScale);
  // Below an unsigned scale means below zero, and negative has one colour everywhere.
  lut[BELOW] = pack(
    kind === 'unsigned' ? colours.negative : difference ? colours.changedBeyond : colours.belowScale,
  );
  lut[NAN] = pack(colours.nan);
  lut[PLUS_INFINITY] = pack(colours.plusInfinity);
  lut[MINUS_INFINITY] = pack(colours.minusInfinity);
  return lut;
}

function scaleColour(kind: ScaleKind, code: number, colours: ScaleColours): Rgb {
  switch (kind) {
    case 'unsigned':
      return mix(colours.zero, colours.positive, code / CODE_MAX);
    case 'signed':
      return code < ZERO_CODE
        ? mix(colours.zero, colours.negative, (ZERO_CODE - code) / ZERO_CODE)
        : mix(colours.zero, colours.positive, (code - ZERO_CODE) / ZERO_CODE);
    case 'difference':
      return code === 0
        ? colours.zero
        : mix(colours.changedLeast, colours.changedMost, (code - 1) / (CODE_MAX - 1));
  }
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (shift: number) => {
    const a = (from >>> shift) & 255;
    const b = (to >>> shift) & 255;
    return Math.round(a + (b - a) * share) << shift;
  };
  return channel(16) | channel(8) | channel(0);
}

function pack(rgb: Rgb): number {
  const red = (rgb >>> 16) & 255;
  const green = (rgb >>> 8) & 255;
  const blue = rgb & 255;
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
