/**
 * How a flat tensor becomes pictures: which two-dimensional cuts are shown, and the arithmetic between a cut's cells and
 * flat indices (row-major, last axis fastest, as TensorFlow stores them). Shapes come without the batch axis.
 */
import type { Lattice } from '#app/ui/paint.ts';

/** A family of equal cuts, shown as tiles; the tile is found from a flat index by arithmetic. */
export interface CutFamily {
  /** What one tile is: `channel`, `filter`, `input channel`. */
  readonly noun: string;
  readonly count: number;
  readonly latticeOf: (tile: number) => Lattice;
  readonly tileOf: (flatIndex: number) => number;
  /** Is the element on one of the tiles? */
  readonly covers: (flatIndex: number) => boolean;
}

export interface TensorCuts {
  readonly arrangement: 'image' | 'kernel' | 'matrix' | 'vector';
  /** Mosaics for the chosen element; none where one picture shows the whole tensor. */
  readonly familiesAt: (flatIndex: number) => readonly CutFamily[];
  /** The one picture that is shown large. */
  readonly detailAt: (flatIndex: number) => Detail;
}

export interface Detail {
  readonly lattice: Lattice;
  readonly title: string;
  /** The part of the title that the mosaics above do not say already; may be empty. */
  readonly caption: string;
}

const WHOLE = 'all elements';
const everything = () => true;

/** `parameter`: kernels read their axes as [height, width, input, output] and [input, unit]. */
export function cutsOf(shape: readonly number[], parameter: boolean): TensorCuts {
  if (shape.length === 4 && parameter) return kernelCuts(shape as [number, number, number, number]);
  if (shape.length === 3) return imageCuts(shape as [number, number, number]);
  if (shape.length === 2 && parameter) return matrixCuts(shape as [number, number]);
  if (shape.length === 2) return planeCuts(shape as [number, number]);
  return vectorCuts(shape.reduce((product, n) => product * n, 1));
}

function imageCuts([rows, columns, channels]: readonly [number, number, number]): TensorCuts {
  const family: CutFamily = {
    noun: 'channel',
    count: channels,
    latticeOf: (channel) => ({
      rows,
      columns,
      offset: channel,
      rowStride: columns * channels,
      columnStride: channels,
      count: rows * columns,
    }),
    tileOf: (index) => index % channels,
    covers: everything,
  };
  return {
    arrangement: 'image',
    familiesAt: () => (channels > 1 ? [family] : []),
    detailAt: (index) => {
      const channel = family.tileOf(index);
      const title = channels > 1 ? `channel ${channel}` : WHOLE;
      return { lattice: family.latticeOf(channel), title, caption: channels > 1 ? title : '' };
    },
  };
}

function kernelCuts([rows, columns, inputs, outputs]: readonly [number, number, number, number]): TensorCuts {
  const inputOf = (index: number) => Math.floor(index / outputs) % inputs;
  const outputOf = (index: number) => index % outputs;
  const lattice = (input: number, output: number): Lattice => ({
    rows,
    columns,
    offset: input * outputs + output,
    rowStride: columns * inputs * outputs,
    columnStride: inputs * outputs,
    count: rows * columns,
  });
  return {
    arrangement: 'kernel',
    familiesAt: (index) => {
      const input = inputOf(index);
      const output = outputOf(index);
      // A filter counts whole, also for weights of input channels that are not on its tile now.
      const filters: CutFamily = {
        noun: 'filter',
        count: outputs,
        latticeOf: (o) => lattice(input, o),
        tileOf: outputOf,
        covers: everything,
      };
      const across: CutFamily = {
        noun: 'input channel',
        count: inputs,
        latticeOf: (i) => lattice(i, output),
        tileOf: inputOf,
        covers: (other) => outputOf(other) === output,
      };
      return [filters, across].filter((family) => family.count > 1);
    },
    detailAt: (index) => {
      const input = inputOf(index);
      const output = outputOf(index);
      const from = inputs > 1 ? `, input channel ${input}` : '';
      return { lattice: lattice(input, output), title: `filter ${output}${from}`, caption: '' };
    },
  };
}

/** A dense kernel: the whole matrix, one unit a row, above the weights of the chosen unit. */
function matrixCuts([inputs, units]: readonly [number, number]): TensorCuts {
  const whole: CutFamily = {
    noun: 'matrix',
    count: 1,
    latticeOf: () => ({
      rows: units,
      columns: inputs,
      offset: 0,
      rowStride: 1,
      columnStride: units,
      count: inputs * units,
    }),
    tileOf: () => 0,
    covers: everything,
  };
  return {
    arrangement: 'matrix',
    familiesAt: () => [whole],
    detailAt: (index) => {
      const unit = index % units;
      const title = `unit ${unit}, its ${inputs} weights`;
      return { lattice: wrapped(inputs, unit, units), title, caption: `unit ${unit}` };
    },
  };
}

function planeCuts([rows, columns]: readonly [number, number]): TensorCuts {
  const lattice = { rows, columns, offset: 0, rowStride: columns, columnStride: 1, count: rows * columns };
  return {
    arrangement: 'image',
    familiesAt: () => [],
    detailAt: () => ({ lattice, title: WHOLE, caption: '' }),
  };
}

function vectorCuts(size: number): TensorCuts {
  const lattice = wrapped(size, 0, 1);
  return {
    arrangement: 'vector',
    familiesAt: () => [],
    detailAt: () => ({ lattice, title: WHOLE, caption: '' }),
  };
}

/** A vector as rows of cells: a strip of a few rows up to 160 elements, beyond that as square as it divides. */
function wrapped(count: number, offset: number, stride: number): Lattice {
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
