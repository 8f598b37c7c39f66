/**
 * The keyboard cursor of a tensor: arrows walk the large picture, Page Up and Page Down go from tile to tile (channel,
 * filter, unit), full stop and comma the changed elements. Pure: key and place in, place out; null means "not my key".
 */
import { type Comparison, nextWhere } from './comparison.ts';
import type { TensorCuts } from './cutFamily.ts';
import { cellOf, indexAt } from './latticeCells.ts';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function elementAfterKey(
  key: string,
  at: number,
  shape: readonly number[],
  cuts: TensorCuts,
  comparison: Comparison,
): number | null {
  const size = comparison.golden.length;
  const arrow = ARROWS[key];
  if (arrow) {
    const { lattice } = cuts.detailAt(at);
    const cell = cellOf(lattice, at);
    return (cell && indexAt(lattice, cell.row + arrow[0], cell.column + arrow[1])) ?? at;
  }
  switch (key) {
    case 'PageUp':
    case 'PageDown':
      return nextTile(at, shape, cuts, key === 'PageDown' ? 1 : -1);
    case '.':
      return nextWhere(size, at, comparison.changedAt) ?? at;
    case ',': {
      const back = nextWhere(size, size - 1 - at, (i) => comparison.changedAt(size - 1 - i));
      return back === null ? at : size - 1 - back;
    }
    default:
      return null;
  }
}

/** The same place on the next tile; in a matrix the next unit. Round the end. */
function nextTile(at: number, shape: readonly number[], cuts: TensorCuts, step: 1 | -1): number {
  const [family] = cuts.familiesAt(at);
  if (!family) return at;
  if (cuts.arrangement === 'matrix') {
    const units = shape.at(-1) ?? 1;
    return at - (at % units) + ((at + units + step) % units);
  }
  const cell = cellOf(cuts.detailAt(at).lattice, at);
  const tile = (family.tileOf(at) + family.count + step) % family.count;
  return (cell && indexAt(family.latticeOf(tile), cell.row, cell.column)) ?? at;
}
