/**
 * Draws a board of tiles on a canvas: data at data resolution through the lookup table, enlarged without smoothing, then
 * what colour alone must not say (NaN and infinities as patterns where a cell is large enough, outlines of tiles).
 */
import { MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import type { Lut } from './lut.ts';
import { paintLattice, paintReduced } from './paint.ts';
import type { ScaleKind } from './scaleColours.ts';
import { type Rect, rectOfCell, type Tile, type TileBoard } from './tiles.ts';

export interface BoardStyle {
  readonly lut: Lut;
  readonly scale: ScaleKind;
  /** CSS colours. */
  readonly hairline: string;
  readonly ground: string;
  readonly fault: string;
  readonly radius: number;
}

/** The part of a board that its canvas shows, in CSS pixels from the board's top. */
export interface Viewport {
  readonly top: number;
  readonly height: number;
}

const MARK_RADIUS = 4.5;

const PATTERN_CELL = 6;
const GRID_CELL = 9;

export function drawBoard(
  canvas: HTMLCanvasElement,
  board: TileBoard,
  { top, height }: Viewport,
  codes: Uint8Array,
  style: BoardStyle,
  outlined: (tile: number) => boolean,
  marks: readonly Rect[],
): void {
  const context = canvas.getContext('2d');
  const scale = globalThis.devicePixelRatio || 1;
  const shown = board.tiles.flatMap((tile, i) =>
    tile.y < top + height && tile.y + tile.height > top ? [{ tile, i }] : [],
  );
  const tiles = shown.map(({ tile }) => tile);
  const [first] = tiles;
  // Before the first layout there is no room at all.
  if (!context || !first || first.width <= 0 || first.height <= 0) return;
  canvas.width = Math.max(1, Math.round(board.width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  context.setTransform(scale, 0, 0, scale, 0, -top * scale);
  context.imageSmoothingEnabled = false;
  const cells = {
    rows: Math.min(first.lattice.rows, Math.ceil(first.height * scale)),
    columns: Math.min(first.lattice.columns, Math.ceil(first.width * scale)),
  };
  const sheet = paintSheet(tiles, cells, codes, style);
  for (const [place, { tile, i }] of shown.entries()) {
    context.save();
    context.beginPath();
    context.roundRect(tile.x, tile.y, tile.width, tile.height, style.radius);
    context.clip();
    const [sx, sy] = [(place % sheet.perRow) * cells.columns, Math.floor(place / sheet.perRow) * cells.rows];
    context.drawImage(
      sheet.canvas,
      sx,
      sy,
      cells.columns,
      cells.rows,
      tile.x,
      tile.y,
      tile.width,
      tile.height,
    );
    drawGrid(context, tile, style.ground);
    drawPatterns(context, tile, codes, style);
    context.restore();
    drawOutline(
      context,
      tile,
      outlined(i) ? style.fault : style.hairline,
      outlined(i) ? 1.5 : 1,
      style.radius,
    );
  }
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

/** All tiles at one pixel an element side by side on one sheet, at fewer where the screen has fewer. */
function paintSheet(
  tiles: readonly Tile[],
  cells: { readonly rows: number; readonly columns: number },
  codes: Uint8Array,
  { lut, scale }: BoardStyle,
): { canvas: HTMLCanvasElement; perRow: number } {
  const perRow = Math.ceil(Math.sqrt(tiles.length));
  const width = perRow * cells.columns;
  const image = new ImageData(width, Math.ceil(tiles.length / perRow) * cells.rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (const [place, { lattice }] of tiles.entries()) {
    const start = Math.floor(place / perRow) * cells.rows * width + (place % perRow) * cells.columns;
    const whole = cells.rows === lattice.rows && cells.columns === lattice.columns;
    if (whole) paintLattice(codes, lattice, lut, pixels, start, width);
    else paintReduced(codes, lattice, lut, scale, cells, pixels, start, width);
  }
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

function drawPatterns(
  context: CanvasRenderingContext2D,
  tile: Tile,
  codes: Uint8Array,
  style: BoardStyle,
): void {
  const { rows, columns, offset, rowStride, columnStride, count } = tile.lattice;
  if (Math.min(tile.width / columns, tile.height / rows) < PATTERN_CELL) return;
  context.fillStyle = style.ground;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns && row * columns + column < count; column++) {
      const value = codes[offset + row * rowStride + column * columnStride] as number;
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
