import { describe, expect, it } from 'vitest';
import { cellOf, coordinatesOf, cutsOf, indexAt } from './tensorCuts.ts';

const shapes: readonly (readonly [readonly number[], boolean])[] = [
  [[4, 5, 3], false],
  [[28, 28, 1], false],
  [[5, 4, 6, 7], true],
  [[3, 3, 1, 2], true],
  [[40, 12], true],
  [[1, 9], true],
  [[9, 1], true],
  [[1, 1], true],
  [[7, 6], false],
  [[120], false],
  [[84], true],
  [[10], false],
  [[61], false],
  [[2, 2, 2, 2, 2], true],
  [[], false],
];

describe.each(shapes)('cuts of %j, parameter %s', (shape, parameter) => {
  const size = shape.reduce((product, n) => product * n, 1);
  const cuts = cutsOf(shape, parameter);

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
    const cuts = cutsOf(shape, true);
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
    const { lattice } = cutsOf([4, 4, 3], false).detailAt(1);
    expect(cellOf(lattice, 2)).toBeNull();
    expect(cellOf(lattice, 0)).toBeNull();
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
    expect(cutsOf([size], false).detailAt(0).lattice.columns).toBe(columns);
  });
});
