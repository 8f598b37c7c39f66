/** Arithmetic between the cells of a lattice and flat indices (row-major, last axis fastest, as TensorFlow stores them). */
import type { Lattice } from '#app/ui/paint.ts';

/** The flat index of a cell, or null where the lattice has none (last row of a wrapped vector, outside). */
export function indexAt(lattice: Lattice, row: number, column: number): number | null {
  const { rows, columns, offset, rowStride, columnStride, count } = lattice;
  if (row < 0 || column < 0 || row >= rows || column >= columns || row * columns + column >= count)
    return null;
  return offset + row * rowStride + column * columnStride;
}

/** The cell of a flat index, or null if this lattice does not hold it. */
export function cellOf(
  lattice: Lattice,
  flatIndex: number,
): { readonly row: number; readonly column: number } | null {
  const { rows, offset, rowStride, columnStride } = lattice;
  const distance = flatIndex - offset;
  if (distance < 0) return null;
  // The larger stride divides first: a matrix shown one unit a row has rowStride 1.
  const rowFirst = rows > 1 && rowStride >= columnStride;
  const row = rowFirst
    ? Math.floor(distance / rowStride)
    : rows > 1
      ? (distance % columnStride) / rowStride
      : 0;
  const column = rowFirst ? (distance % rowStride) / columnStride : Math.floor(distance / columnStride);
  if (!Number.isInteger(row) || !Number.isInteger(column)) return null;
  return indexAt(lattice, row, column) === flatIndex ? { row, column } : null;
}

/** Coordinates of a flat index in a shape, first axis first. */
export function coordinatesOf(shape: readonly number[], flatIndex: number): readonly number[] {
  const coordinates: number[] = [];
  let rest = flatIndex;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    coordinates.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return coordinates;
}

/** A vector as rows of cells: a strip of a few rows up to 160 elements, beyond that as square as it divides. */
export function wrapped(count: number, offset: number, stride: number): Lattice {
  const columns = rowLength(count);
  return {
    rows: Math.ceil(count / columns),
    columns,
    offset,
    rowStride: columns * stride,
    columnStride: stride,
    count,
  };
}

function rowLength(count: number): number {
  if (count <= 32) return Math.max(1, count);
  const [most, least] =
    count <= 160 ? [40, 20] : [Math.ceil(Math.sqrt(count) * 1.6), Math.ceil(Math.sqrt(count))];
  const square = count > 160;
  for (let step = 0; step <= most - least; step++) {
    const length = square ? least + step : most - step;
    if (count % length === 0) return length;
  }
  return square ? least : most;
}
