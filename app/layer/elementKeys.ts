/**
 * The keyboard cursor of a tensor: arrows walk the large picture, Page Up and Page Down the last axis (channel, filter,
 * unit), full stop and comma the changed elements. Pure: key and place in, place out; null means "not my key".
 */
import { type Comparison, nextWhere } from './comparison.ts';
import { cellOf, indexAt, type TensorCuts } from './tensorCuts.ts';

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
  const last = shape.at(-1) ?? 1;
  switch (key) {
    case 'PageUp':
    case 'PageDown': {
      if (cuts.arrangement === 'vector' || shape.length < 2) return at;
      const channel = at % last;
      return at - channel + ((channel + (key === 'PageDown' ? 1 : last - 1)) % last);
    }
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
