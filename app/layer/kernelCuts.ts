/**
 * How kernels become pictures: convolutions as small multiples, one a filter and one an input channel; dense layers and
 * 1x1 convolutions as a matrix, above the weights of one unit.
 */
import type { Lattice } from '#app/ui/paint.ts';
import { type CutFamily, everything, type TensorCuts, WHOLE } from './cutFamily.ts';
import { wrapped } from './latticeCells.ts';

type KernelRole = 'kernel' | 'depthwise' | 'transposed';

/** What the last two axes of a kernel are, and which of them makes the tiles that stand for a filter. */
const KERNEL_AXES: Readonly<
  Record<KernelRole, { third: string; fourth: string; filters: 'third' | 'fourth' }>
> = {
  kernel: { third: 'input channel', fourth: 'filter', filters: 'fourth' },
  depthwise: { third: 'channel', fourth: 'multiple', filters: 'third' },
  transposed: { third: 'filter', fourth: 'input channel', filters: 'third' },
};

export function kernelCuts(
  [rows, columns, thirds, fourths]: readonly [number, number, number, number],
  role: KernelRole,
): TensorCuts {
  // One weight a tile would be no picture: a 1x1 kernel is the matrix of a dense layer.
  if (rows * columns === 1) return matrixCuts([thirds, fourths]);
  const thirdOf = (index: number) => Math.floor(index / fourths) % thirds;
  const fourthOf = (index: number) => index % fourths;
  const lattice = (third: number, fourth: number): Lattice => ({
    rows,
    columns,
    offset: third * fourths + fourth,
    rowStride: columns * thirds * fourths,
    columnStride: thirds * fourths,
    count: rows * columns,
  });
  const axes = KERNEL_AXES[role];
  return {
    arrangement: 'kernel',
    familiesAt: (index) => {
      const third = thirdOf(index);
      const fourth = fourthOf(index);
      const fourthAxis: Omit<CutFamily, 'covers'> = {
        noun: axes.fourth,
        count: fourths,
        latticeOf: (k) => lattice(third, k),
        tileOf: fourthOf,
      };
      const thirdAxis: Omit<CutFamily, 'covers'> = {
        noun: axes.third,
        count: thirds,
        latticeOf: (k) => lattice(k, fourth),
        tileOf: thirdOf,
      };
      const [filters, across, filterOf] =
        axes.filters === 'fourth' ? [fourthAxis, thirdAxis, fourthOf] : [thirdAxis, fourthAxis, thirdOf];
      const own = filterOf(index);
      // A filter counts whole, also for weights of input channels that are not on its tile now.
      return [
        { ...filters, covers: everything },
        { ...across, covers: (other: number) => filterOf(other) === own },
      ].filter((family) => family.count > 1);
    },
    detailAt: (index) => {
      const [third, fourth] = [`${axes.third} ${thirdOf(index)}`, `${axes.fourth} ${fourthOf(index)}`];
      const names = axes.filters === 'fourth' ? [fourth, third] : [third, fourth];
      const shown = names.filter((name) => (name === third ? thirds : fourths) > 1);
      return {
        lattice: lattice(thirdOf(index), fourthOf(index)),
        title: shown.join(', ') || WHOLE,
        caption: '',
      };
    },
  };
}

/** A dense kernel: the whole matrix, one unit a row, above the weights of the chosen unit. */
export function matrixCuts([inputs, units]: readonly [number, number]): TensorCuts {
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
