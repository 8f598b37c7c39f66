/** Rectangles in the coordinates of the drawing. */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** `share` of its size more on every side. */
export const grown = ({ x, y, width, height }: Rect, share: number): Rect => ({
  x: x - width * share,
  y: y - height * share,
  width: width * (1 + 2 * share),
  height: height * (1 + 2 * share),
});

export const shifted = <R extends Rect>(rect: R, x: number, y: number): R => ({
  ...rect,
  x: rect.x + x,
  y: rect.y + y,
});
