import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lattice } from './paint.ts';
import { cellAt, layoutMosaic, layoutSingle, rectOfCell } from './tiles.ts';

const lattice = (rows: number, columns: number): Lattice => ({
  rows,
  columns,
  offset: 0,
  rowStride: columns,
  columnStride: 1,
  count: rows * columns,
});
const mosaic = (count: number, width: number, rows = 5, columns = 5) =>
  layoutMosaic(
    Array.from({ length: count }, () => lattice(rows, columns)),
    width,
  );
const columnsOf = (count: number, width: number) =>
  new Set(mosaic(count, width).tiles.map((tile) => tile.x)).size;

describe('layoutMosaic', () => {
  it.each([
    [6, 420, 6],
    [16, 420, 8],
    [16, 343, 8],
    [32, 420, 8],
    [64, 420, 8],
  ])('%i tiles in %i px stand %i a row', (count, width, columns) => {
    expect(columnsOf(count, width)).toBe(columns);
  });

  it.each([
    ['fits already', 6, 64, 6],
    ['in one row', 16, 52, 16],
    ['in two even rows', 16, 86, 8],
    ['tiles are never too small to tell apart', 64, 26, 22],
  ])('under a height limit: %s', (_, count, maxHeight, columns) => {
    const lattices = Array.from({ length: count }, () => lattice(5, 5));
    const board = layoutMosaic(lattices, 440, 64, maxHeight);
    expect(new Set(board.tiles.map((tile) => tile.x)).size).toBe(columns);
  });

  it('stays inside its width and never overlaps', () => {
    const sizes = [
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 200, max: 900 }),
      fc.integer({ min: 1, max: 30 }),
    ] as const;
    fc.assert(
      fc.property(...sizes, fc.integer({ min: 1, max: 30 }), (count, width, rows, columns) => {
        const board = mosaic(count, width, rows, columns);
        const last = board.tiles.at(-1);
        expect(board.tiles.length).toBe(count);
        for (const [i, tile] of board.tiles.entries()) {
          expect(tile.x + tile.width).toBeLessThanOrEqual(width + 1e-6);
          const next = board.tiles[i + 1];
          if (next) expect(next.x >= tile.x + tile.width || next.y >= tile.y + tile.height).toBe(true);
        }
        expect(board.height).toBeCloseTo((last?.y ?? 0) + (last?.height ?? 0));
      }),
    );
  });
});

describe('a point and its cell', () => {
  it('are inverse, in the middle of every cell', () => {
    const board = mosaic(16, 420, 10, 7);
    for (const [number, tile] of board.tiles.entries()) {
      for (const [row, column] of [
        [0, 0],
        [9, 6],
        [4, 3],
      ] as const) {
        const rect = rectOfCell(tile, row, column);
        const hit = cellAt(board, rect.x + rect.width / 2, rect.y + rect.height / 2);
        expect(hit).toEqual({ tile: number, row, column });
      }
    }
  });

  it('hits nothing in a gap', () => {
    const board = mosaic(16, 420);
    const [first, second] = board.tiles;
    if (!first || !second) throw new Error('no tiles');
    expect(cellAt(board, (first.x + first.width + second.x) / 2, 1)).toBeNull();
  });
});

describe('layoutSingle', () => {
  const limits = { height: 130, cellWidth: 42, cellHeight: 20 };
  it.each([
    ['a short vector fills the row with low cells', lattice(1, 10), 420, 420, 20],
    ['a long one has square cells', lattice(3, 40), 420, 420, 31.5],
    ['three elements are not stretched', lattice(1, 3), 420, 126, 20],
    ['a tall one is bounded', lattice(300, 40), 420, 420, 130],
  ])('%s', (_, shape, room, width, height) => {
    const board = layoutSingle(shape, room, limits);
    expect([board.width, board.height]).toEqual([width, height]);
  });
});
