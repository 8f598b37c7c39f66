/**
 * Where the tiles of a mosaic stand, in CSS pixels, and the arithmetic between a point and an element. One canvas holds
 * all tiles of a layer; no element is ever a DOM node.
 */
import type { Lattice } from './paint.ts';

export interface Tile {
  readonly lattice: Lattice;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TileBoard {
  readonly tiles: readonly Tile[];
  readonly width: number;
  readonly height: number;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 4;
const LEAST_TILE = 18;

/**
 * Equal tiles in rows, as wide as the board allows and no wider than `maxTile`. A board higher than `maxHeight` gets more
 * columns, as long as its tiles can still be told apart.
 */
export function layoutMosaic(
  lattices: readonly Lattice[],
  width: number,
  maxTile = 64,
  maxHeight = Number.POSITIVE_INFINITY,
): TileBoard {
  const [first] = lattices;
  const count = lattices.length;
  if (!first || width <= 0) return { tiles: [], width, height: 0 };
  let columns = mosaicColumns(count, width, maxTile);
  let grid = gridOf(first, count, columns, width, maxTile);
  while (columns < count && grid.height > maxHeight) {
    const next = gridOf(first, count, columns + 1, width, maxTile);
    if (next.tileWidth < LEAST_TILE) break;
    columns++;
    grid = next;
  }
  // As many rows, evenly filled: 8 and 8 rather than 10 and 6.
  if (maxHeight < Number.POSITIVE_INFINITY) columns = Math.ceil(count / Math.ceil(count / columns));
  const tiles = lattices.map((lattice, i) => ({
    lattice,
    x: (i % columns) * (grid.tileWidth + grid.gap),
    y: Math.floor(i / columns) * (grid.tileHeight + grid.gap),
    width: grid.tileWidth,
    height: grid.tileHeight,
  }));
  return { tiles, width, height: grid.height };
}

function gridOf(
  { rows, columns: cells }: Lattice,
  count: number,
  columns: number,
  width: number,
  max: number,
) {
  const gap = columns > 12 ? 2 : GAP;
  const lines = Math.ceil(count / columns);
  const room = (width - gap * (columns - 1)) / columns;
  const tileWidth = Math.min(max, room);
  const tileHeight = (tileWidth * rows) / cells;
  return { gap, tileWidth, tileHeight, height: lines * tileHeight + (lines - 1) * gap };
}

/** Upper bounds of a single picture and of its cells, in CSS pixels. */
export interface PictureLimits {
  readonly height: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/** One lattice as wide as there is room; cells are square until a limit says otherwise. */
export function layoutSingle(lattice: Lattice, width: number, limits: PictureLimits): TileBoard {
  const cell = Math.min(width / lattice.columns, limits.cellWidth);
  const height = Math.min(limits.height, lattice.rows * Math.max(1, Math.min(cell, limits.cellHeight)));
  const tile = { lattice, x: 0, y: 0, width: Math.max(0, cell * lattice.columns), height };
  return { tiles: [tile], width: tile.width, height };
}

function mosaicColumns(count: number, width: number, maxTile: number): number {
  const least = Math.ceil((width + GAP) / (maxTile + GAP));
  if (count < least) return count >= least - 1 ? count : least;
  // Full rows look calmer: 16 as 2 x 8, 6 as one row, 120 as 12 a row.
  const most = Math.max(least, Math.floor((width + 2) / 30));
  const wish = count <= 64 ? least : count <= 256 ? Math.min(most, least + 4) : most;
  for (let columns = wish; columns <= Math.min(most, wish + 3); columns++)
    if (count % columns === 0) return columns;
  return wish;
}

/** Tile number and cell under a point, or null in a gap. */
export function cellAt(
  board: TileBoard,
  x: number,
  y: number,
): { tile: number; row: number; column: number } | null {
  const tile = board.tiles.findIndex((t) => x >= t.x && x < t.x + t.width && y >= t.y && y < t.y + t.height);
  const found = board.tiles[tile];
  if (!found) return null;
  return {
    tile,
    row: Math.floor(((y - found.y) / found.height) * found.lattice.rows),
    column: Math.floor(((x - found.x) / found.width) * found.lattice.columns),
  };
}

/** The rectangle of a cell. */
export function rectOfCell(tile: Tile, row: number, column: number): Rect {
  const width = tile.width / tile.lattice.columns;
  const height = tile.height / tile.lattice.rows;
  return { x: tile.x + column * width, y: tile.y + row * height, width, height };
}
