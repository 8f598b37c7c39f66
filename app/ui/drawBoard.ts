/**
 * Draws a board of tiles on a canvas: data at data resolution through the lookup table, enlarged without smoothing, then
 * what colour alone must not say (NaN and infinities as patterns where a cell is large enough, outlines of tiles).
 */
import { MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import type { Lut } from './lut.ts';
import { type Coder, paintLattice } from './paint.ts';
import { type Rect, rectOfCell, type Tile, type TileBoard } from './tiles.ts';

export interface BoardStyle {
  readonly lut: Lut;
  /** CSS colours. */
  readonly hairline: string;
  readonly ground: string;
  readonly fault: string;
  readonly radius: number;
}

const MARK_RADIUS = 4.5;

const PATTERN_CELL = 6;
const GRID_CELL = 9;

export function drawBoard(
  canvas: HTMLCanvasElement,
  board: TileBoard,
  code: Coder,
  style: BoardStyle,
  outlined: (tile: number) => boolean,
  marks: readonly Rect[],
): void {
  const context = canvas.getContext('2d');
  const first = board.tiles[0];
  if (!context || !first) return;
  const scale = globalThis.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(board.width * scale));
  canvas.height = Math.max(1, Math.round(board.height * scale));
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.imageSmoothingEnabled = false;
  const sheet = paintSheet(board, code, style.lut);
  if (!sheet) return;
  board.tiles.forEach((tile, i) => {
    const { rows, columns } = tile.lattice;
    context.save();
    context.beginPath();
    context.roundRect(tile.x, tile.y, tile.width, tile.height, style.radius);
    context.clip();
    const [sx, sy] = [(i % sheet.perRow) * columns, Math.floor(i / sheet.perRow) * rows];
    context.drawImage(sheet.canvas, sx, sy, columns, rows, tile.x, tile.y, tile.width, tile.height);
    drawGrid(context, tile, style.ground);
    drawPatterns(context, tile, code, style);
    context.restore();
    drawOutline(
      context,
      tile,
      outlined(i) ? style.fault : style.hairline,
      outlined(i) ? 1.5 : 1,
      style.radius,
    );
  });
  drawMarks(context, marks, style);
}

/** Rings round elements that are too small to be found by their colour. */
function drawMarks(
  context: CanvasRenderingContext2D,
  marks: readonly Rect[],
  { ground, fault }: BoardStyle,
): void {
  for (const { x, y, width, height } of marks) {
    context.beginPath();
    context.arc(x + width / 2, y + height / 2, MARK_RADIUS, 0, 2 * Math.PI);
    for (const [colour, line] of [
      [ground, 4],
      [fault, 2],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = line;
      context.stroke();
    }
  }
}

/** All tiles at one pixel an element, side by side on one sheet. */
function paintSheet(
  board: TileBoard,
  code: Coder,
  lut: Lut,
): { canvas: HTMLCanvasElement; perRow: number } | null {
  const lattice = board.tiles[0]?.lattice;
  if (!lattice) return null;
  const { rows, columns } = lattice;
  const perRow = Math.ceil(Math.sqrt(board.tiles.length));
  const width = perRow * columns;
  const image = new ImageData(width, Math.ceil(board.tiles.length / perRow) * rows);
  const pixels = new Uint32Array(image.data.buffer);
  board.tiles.forEach((tile, i) => {
    paintLattice(
      code,
      tile.lattice,
      lut,
      pixels,
      Math.floor(i / perRow) * rows * width + (i % perRow) * columns,
      width,
    );
  });
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return { canvas, perRow };
}

function drawGrid(context: CanvasRenderingContext2D, tile: Tile, colour: string): void {
  const { rows, columns } = tile.lattice;
  const cell = Math.min(tile.width / columns, tile.height / rows);
  if (cell < GRID_CELL) return;
  context.globalAlpha = 0.5;
  context.fillStyle = colour;
  for (let c = 1; c < columns; c++)
    context.fillRect(tile.x + (c * tile.width) / columns - 0.5, tile.y, 1, tile.height);
  for (let r = 1; r < rows; r++)
    context.fillRect(tile.x, tile.y + (r * tile.height) / rows - 0.5, tile.width, 1);
  context.globalAlpha = 1;
}

function drawPatterns(context: CanvasRenderingContext2D, tile: Tile, code: Coder, style: BoardStyle): void {
  const { rows, columns, offset, rowStride, columnStride, count } = tile.lattice;
  if (Math.min(tile.width / columns, tile.height / rows) < PATTERN_CELL) return;
  context.fillStyle = style.ground;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns && row * columns + column < count; column++) {
      const value = code(offset + row * rowStride + column * columnStride);
      if (value < NAN) continue;
      const { x, y, width, height } = rectOfCell(tile, row, column);
      context.beginPath();
      if (value === NAN) {
        context.rect(x, y, width / 2, height / 2);
        context.rect(x + width / 2, y + height / 2, width / 2, height / 2);
      } else if (value === PLUS_INFINITY || value === MINUS_INFINITY) {
        const [base, tip] = value === PLUS_INFINITY ? [0.78, 0.22] : [0.22, 0.78];
        context.moveTo(x + width * 0.2, y + height * base);
        context.lineTo(x + width * 0.8, y + height * base);
        context.lineTo(x + width * 0.5, y + height * tip);
      }
      context.fill();
    }
  }
}

function drawOutline(
  context: CanvasRenderingContext2D,
  tile: Tile,
  colour: string,
  line: number,
  radius: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.beginPath();
  context.roundRect(tile.x + line / 2, tile.y + line / 2, tile.width - line, tile.height - line, radius);
  context.stroke();
}
