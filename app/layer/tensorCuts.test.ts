import { describe, expect, it } from 'vitest';
import { cellOf, coordinatesOf, indexAt } from './latticeCells.ts';
import { cutsOf } from './tensorCuts.ts';
import type { TensorRole } from './tensorRole.ts';

const shapes: readonly (readonly [readonly number[], TensorRole])[] = [
  [[4, 5, 3], 'value'],
  [[28, 28, 1], 'value'],
  [[5, 4, 6, 7], 'kernel'],
  [[3, 3, 1, 2], 'kernel'],
  [[40, 12], 'kernel'],
  [[1, 9], 'kernel'],
  [[9, 1], 'kernel'],
  [[1, 1], 'kernel'],
  [[7, 6], 'value'],
  [[120], 'value'],
  [[84], 'kernel'],
  [[10], 'value'],
  [[61], 'value'],
  [[2, 2, 2, 2, 2], 'kernel'],
  [[], 'value'],
  [[3, 3, 8, 1], 'depthwise'],
  [[3, 3, 8, 2], 'depthwise'],
  [[1, 1, 8, 5], 'kernel'],
  [[3, 4, 5, 6], 'transposed'],
  [[3, 4, 5], 'kernel'],
  [[2, 3, 4, 5], 'value'],
  [[5, 1], 'value'],
  [[1, 5], 'value'],
  [[6, 6, 3], 'picture'],
];

describe.each(shapes)('cuts of %j, %s', (shape, role) => {
  const size = shape.reduce((product, n) => product * n, 1);
  const cuts = cutsOf(shape, role);

  it('shows every element in its own detail picture, and finds it again', () => {
    for (let index = 0; index < size; index++) {
      const { lattice } = cuts.detailAt(index);
      const cell = cellOf(lattice, index);
      expect(cell, `element ${index}`).not.toBeNull();
      if (cell) expect(indexAt(lattice, cell.row, cell.column)).toBe(index);
    }
  });

  it('has each element once in the tiles of every family that covers it', () => {
    for (const family of cuts.familiesAt(0)) {
      const seen = new Set<number>();
      for (let tile = 0; tile < family.count; tile++) {
        const lattice = family.latticeOf(tile);
        for (let cell = 0; cell < lattice.rows * lattice.columns; cell++) {
          const index = indexAt(lattice, Math.floor(cell / lattice.columns), cell % lattice.columns);
          if (index === null) continue;
          expect(seen.has(index)).toBe(false);
          expect(family.tileOf(index)).toBe(tile);
          expect(cellOf(lattice, index)).toEqual({
            row: Math.floor(cell / lattice.columns),
            column: cell % lattice.columns,
          });
          seen.add(index);
        }
      }
    }
  });
});

describe('numbers of the field', () => {
  it('reads a convolution kernel as [height, width, input, output]', () => {
    const shape = [5, 5, 6, 16];
    const index = ((0 * 5 + 2) * 6 + 1) * 16 + 5; // [0, 2, 1, 5]
    const cuts = cutsOf(shape, 'kernel');
    expect(coordinatesOf(shape, index)).toEqual([0, 2, 1, 5]);
    expect(cuts.familiesAt(index).map((family) => [family.noun, family.count, family.tileOf(index)])).toEqual(
      [
        ['filter', 16, 5],
        ['input channel', 6, 1],
      ],
    );
    expect(cellOf(cuts.detailAt(index).lattice, index)).toEqual({ row: 0, column: 2 });
    expect(cuts.detailAt(index).title).toBe('filter 5, input channel 1');
  });

  it('does not find an element of another channel', () => {
    const { lattice } = cutsOf([4, 4, 3], 'value').detailAt(1);
    expect(cellOf(lattice, 2)).toBeNull();
    expect(cellOf(lattice, 0)).toBeNull();
  });

  it.each<[string, TensorRole, readonly number[], readonly string[]]>([
    ['a depthwise kernel: its channels', 'depthwise', [3, 3, 8, 1], ['8 channel']],
    ['one with a multiplier', 'depthwise', [3, 3, 8, 2], ['8 channel', '2 multiple']],
    [
      'a transposed kernel: filters are the third axis',
      'transposed',
      [3, 3, 4, 6],
      ['4 filter', '6 input channel'],
    ],
    ['a 1x1 kernel: a matrix', 'kernel', [1, 1, 8, 5], ['1 matrix']],
    ['a kernel along one axis', 'kernel', [3, 4, 5], ['5 filter']],
    ['a sequence: one picture', 'value', [9, 4], []],
    ['a vector', 'kernel', [16], []],
  ])('shows %s', (_, role, shape, families) => {
    expect(
      cutsOf(shape, role)
        .familiesAt(0)
        .map(({ count, noun }) => `${count} ${noun}`),
    ).toEqual(families);
  });

  it('lets the time of a sequence run to the right', () => {
    const { lattice } = cutsOf([9, 4], 'value').detailAt(0);
    expect(cellOf(lattice, 2 * 4 + 3)).toEqual({ row: 3, column: 2 });
  });

  it.each([
    [10, 10],
    [32, 32],
    [120, 40],
    [84, 28],
    [400, 20],
    [61, 40],
    [1000, 40],
    [1280, 40],
    [257, 17],
  ])('wraps a vector of %i in rows of %i', (size, columns) => {
    expect(cutsOf([size], 'value').detailAt(0).lattice.columns).toBe(columns);
  });
});
