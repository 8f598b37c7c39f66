/**
 * How a flat tensor becomes pictures: which two-dimensional cuts are shown. Shapes come without the batch axis.
 */
import type { Lattice } from '#app/ui/paint.ts';
import { type CutFamily, everything, type TensorCuts, WHOLE } from './cutFamily.ts';
import { kernelCuts, matrixCuts } from './kernelCuts.ts';
import { wrapped } from './latticeCells.ts';
import type { TensorRole } from './tensorRole.ts';

const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

/** Axes before those that make a picture are stacked on its rows. */
export function cutsOf(shape: readonly number[], role: TensorRole): TensorCuts {
  const size = sizeOf(shape);
  if (size === 1) return { ...vectorCuts(1), arrangement: 'scalar' };
  const [a = 1, b = 1, c = 1] = [1, 1, ...shape].slice(-3);
  const stacked = size / (a * b * c);
  switch (role) {
    case 'value':
    case 'picture':
      if (shape.length < 2) return vectorCuts(size);
      return shape.length === 2 ? sequenceCuts([b, c]) : imageCuts([stacked * a, b, c]);
    case 'kernel':
    case 'depthwise':
    case 'transposed':
      if (shape.length < 2) return vectorCuts(size);
      if (shape.length === 2) return matrixCuts([b, c]);
      if (shape.length === 3) return filterCuts([a, b, c]);
      return kernelCuts([size / (a * b * c), a, b, c], role);
  }
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

/** A kernel along one axis, [step, input, filter]: one picture a filter, its inputs beside each other. */
function filterCuts([steps, inputs, filters]: readonly [number, number, number]): TensorCuts {
  const cuts = imageCuts([steps, inputs, filters]);
  const noun = (family: CutFamily): CutFamily => ({ ...family, noun: 'filter' });
  return {
    arrangement: 'kernel',
    familiesAt: (index) => cuts.familiesAt(index).map(noun),
    detailAt: (index) => {
      const { lattice } = cuts.detailAt(index);
      return { lattice, title: filters > 1 ? `filter ${index % filters}` : WHOLE, caption: '' };
    },
  };
}

/** [time, feature]: time runs to the right, one feature a row. */
function sequenceCuts([steps, features]: readonly [number, number]): TensorCuts {
  const lattice: Lattice = {
    rows: features,
    columns: steps,
    offset: 0,
    rowStride: 1,
    columnStride: features,
    count: steps * features,
  };
  const title = `${steps} steps to the right, ${features} features down`;
  return {
    arrangement: 'sequence',
    familiesAt: () => [],
    detailAt: () => ({ lattice, title, caption: title }),
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
