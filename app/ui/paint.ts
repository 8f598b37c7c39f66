/**
 * Painters from typed arrays to pixels, through codes and the lookup table. They allocate nothing and touch no DOM, so
 * that the same pixels are checked in Node. A `Lattice` says where element (row, column) of a picture lies in the tensor.
 */
import { ABOVE, codeOf, MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import { CODE_MAX, type Lut } from './lut.ts';

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

export type Coder = (flatIndex: number) => number;

/** Codes of values on the golden scale. */
export function valueCoder(values: Float32Array, domain: Domain): Coder {
  const { lo, hi } = domain;
  return (index) => codeOf(values[index] as number, lo, hi);
}

/**
 * Codes of |faulty - golden| on 0..span. Code 0 is kept for equal words (any NaN equals any NaN); the least change is
 * code 1, so a change too small for the scale is still seen. A faulty value that is not finite keeps its own code.
 */
export function differenceCoder(golden: Float32Array, faulty: Float32Array, span: number): Coder {
  const goldenWords = wordsOf(golden);
  const faultyWords = wordsOf(faulty);
  return (index) => {
    if (goldenWords[index] === faultyWords[index]) return 0;
    const before = golden[index] as number;
    const after = faulty[index] as number;
    if (Number.isNaN(after)) return Number.isNaN(before) ? 0 : NAN;
    if (after === Number.POSITIVE_INFINITY) return PLUS_INFINITY;
    if (after === Number.NEGATIVE_INFINITY) return MINUS_INFINITY;
    const distance = Math.abs(after - before);
    if (!(distance <= span)) return ABOVE;
    return Math.max(1, Math.round((distance / span) * CODE_MAX));
  };
}

/** Do the words differ? Any NaN equals any NaN. */
export function differs(golden: Float32Array, faulty: Float32Array): (flatIndex: number) => boolean {
  const goldenWords = wordsOf(golden);
  const faultyWords = wordsOf(faulty);
  return (index) =>
    goldenWords[index] !== faultyWords[index] &&
    !(Number.isNaN(golden[index] as number) && Number.isNaN(faulty[index] as number));
}

/** The stored words of a float32 tensor; same buffer, no copy. */
export function wordsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

/** Paints one lattice row by row into a picture `outWidth` pixels wide, its first pixel at `start`. */
export function paintLattice(
  code: Coder,
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
      out[pixel] = row * columns + column < count ? (lut[code(index)] as number) : 0;
    }
  }
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
