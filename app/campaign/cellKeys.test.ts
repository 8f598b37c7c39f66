import { describe, expect, it } from 'vitest';
import { type CellPlace, cellAfterKey } from './cellKeys.ts';

/** Ten cells in rows of four, three cells in one row, six in two. */
const LATTICES = [
  { columns: 4, count: 10 },
  { columns: 4, count: 3 },
  { columns: 4, count: 6 },
];
const at = (lattice: number, cell: number): CellPlace => ({ lattice, cell });

describe('cellAfterKey', () => {
  it.each<[string, CellPlace, CellPlace]>([
    ['ArrowRight', at(0, 0), at(0, 1)],
    ['ArrowRight', at(0, 3), at(0, 3)],
    ['ArrowRight', at(0, 9), at(0, 9)],
    ['ArrowLeft', at(0, 5), at(0, 4)],
    ['ArrowLeft', at(0, 4), at(0, 4)],
    ['ArrowDown', at(0, 1), at(0, 5)],
    ['ArrowDown', at(0, 7), at(0, 9)],
    ['ArrowDown', at(0, 9), at(1, 1)],
    ['ArrowDown', at(1, 2), at(2, 2)],
    ['ArrowDown', at(2, 5), at(2, 5)],
    ['ArrowUp', at(0, 5), at(0, 1)],
    ['ArrowUp', at(0, 1), at(0, 1)],
    ['ArrowUp', at(1, 1), at(0, 9)],
    ['ArrowUp', at(1, 2), at(0, 9)],
    ['ArrowUp', at(2, 3), at(1, 2)],
    ['Home', at(0, 6), at(0, 4)],
    ['End', at(0, 8), at(0, 9)],
    ['Control+Home', at(2, 3), at(0, 0)],
    ['Control+End', at(0, 3), at(2, 5)],
  ])('%s from %o', (keys, from, to) => {
    const key = keys.replace('Control+', '');
    expect(cellAfterKey({ key, ctrlKey: key !== keys }, from, LATTICES)).toEqual(to);
  });

  it('leaves other keys alone', () => {
    expect(cellAfterKey({ key: 'Tab', ctrlKey: false }, at(0, 0), LATTICES)).toBeNull();
  });
});
