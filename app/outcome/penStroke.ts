/**
 * A soft pen on a grid of inks 0..1, like the strokes of MNIST: full ink near the line, fading over one cell. Ink only
 * gets darker under the pen, and only lighter under the eraser.
 */
import { nearestInk } from '#app/state/drawing.ts';

/** In cells; the middle of the first cell is 0.5, 0.5. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const FULL_INK_WITHIN = 0.7;
const NO_INK_BEYOND = 1.7;

/** Draws a straight stroke into `values`, row-major with `side` cells a row. */
export function inkStroke(values: Float32Array, side: number, from: Point, to: Point, erase = false): void {
  const reach = Math.ceil(NO_INK_BEYOND);
  const first = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b)) - reach);
  const last = (a: number, b: number) => Math.min(side - 1, Math.floor(Math.max(a, b)) + reach);
  for (let row = first(from.y, to.y); row <= last(from.y, to.y); row++) {
    for (let column = first(from.x, to.x); column <= last(from.x, to.x); column++) {
      const away = distance({ x: column + 0.5, y: row + 0.5 }, from, to);
      const ink = Math.min(1, Math.max(0, (NO_INK_BEYOND - away) / (NO_INK_BEYOND - FULL_INK_WITHIN)));
      const at = row * side + column;
      const before = values[at] as number;
      values[at] = nearestInk(erase ? Math.min(before, 1 - ink) : Math.max(before, ink));
    }
  }
}

/** From a point to the nearest point of a line segment. */
function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / square;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}
