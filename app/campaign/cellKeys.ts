/**
 * The keyboard cursor over lattices of cells that stand one above the other: arrows walk, Home and End lead to the ends of
 * a row, with Control to the first and the last cell of all.
 */
export interface CellRows {
  readonly columns: number;
  /** Cells, row by row; the last row may be short. */
  readonly count: number;
}

export interface CellPlace {
  readonly lattice: number;
  readonly cell: number;
}

/** Null for other keys; the same place at an edge. */
export function cellAfterKey(
  { key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean },
  { lattice, cell }: CellPlace,
  lattices: readonly CellRows[],
): CellPlace | null {
  const here = lattices[lattice];
  if (here === undefined) return null;
  const { columns, count } = here;
  const column = cell % columns;
  const rowEnd = Math.min(count - 1, cell - column + columns - 1);
  switch (key) {
    case 'ArrowRight':
      return { lattice, cell: Math.min(rowEnd, cell + 1) };
    case 'ArrowLeft':
      return { lattice, cell: cell - Math.min(column, 1) };
    case 'ArrowDown': {
      if (rowEnd < count - 1) return { lattice, cell: Math.min(count - 1, cell + columns) };
      const below = lattices[lattice + 1];
      if (below === undefined) return { lattice, cell };
      return { lattice: lattice + 1, cell: Math.min(column, below.columns - 1, below.count - 1) };
    }
    case 'ArrowUp': {
      if (cell >= columns) return { lattice, cell: cell - columns };
      const above = lattices[lattice - 1];
      if (above === undefined) return { lattice, cell };
      const lastRow = above.count - 1 - ((above.count - 1) % above.columns);
      const across = Math.min(column, above.columns - 1);
      return { lattice: lattice - 1, cell: Math.min(above.count - 1, lastRow + across) };
    }
    case 'Home':
      return ctrlKey ? { lattice: 0, cell: 0 } : { lattice, cell: cell - column };
    case 'End': {
      if (!ctrlKey) return { lattice, cell: rowEnd };
      return { lattice: lattices.length - 1, cell: (lattices.at(-1)?.count ?? 1) - 1 };
    }
    default:
      return null;
  }
}
