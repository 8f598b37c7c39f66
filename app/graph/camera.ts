/** Where a person looks at the drawing from. A point p of the drawing is on the screen at p * scale + (x, y). Pure. */
import type { Rect } from './rect.ts';

export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const LEAST_SCALE = 0.04;
const MOST_SCALE = 3;
/** Below this a first view would not be legible. */
const LEGIBLE = 0.75;
/** Room for badges that stand over the edge, and for the ring of a selected card. */
const MARGIN = 10;
/** So much of the drawing stays in sight, wherever it is pushed. */
const KEPT_IN_SIGHT = 60;

/** All of it, never larger than life. */
export function fitAll(bounds: Rect, screen: Size): Camera {
  const scale = Math.min(
    1,
    (screen.width - 2 * MARGIN) / Math.max(1, bounds.width),
    (screen.height - 2 * MARGIN) / Math.max(1, bounds.height),
  );
  return placed(bounds, screen, Math.max(LEAST_SCALE, scale));
}

/** All of it if that is legible; else its top, as small as is legible. */
export function firstCamera(bounds: Rect, screen: Size): Camera {
  const all = fitAll(bounds, screen);
  if (all.scale >= LEGIBLE) return all;
  const asWide = Math.min(1, (screen.width - 2 * MARGIN) / Math.max(1, bounds.width));
  return placed(bounds, screen, Math.max(LEGIBLE, asWide));
}

/** From the top; in the middle from side to side if it fits, else with the first lane (at x = 0) in sight. */
function placed(bounds: Rect, screen: Size, scale: number): Camera {
  const spare = screen.width - bounds.width * scale;
  const x =
    spare >= 2 * MARGIN
      ? spare / 2 - bounds.x * scale
      : Math.min(MARGIN - bounds.x * scale, screen.width / 2);
  return { scale, x, y: MARGIN - bounds.y * scale };
}

/** What is under the point (of the screen) stays there. */
export function zoomAt(camera: Camera, factor: number, px: number, py: number): Camera {
  const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, camera.scale * factor));
  const ratio = scale / camera.scale;
  return { scale, x: px - (px - camera.x) * ratio, y: py - (py - camera.y) * ratio };
}

export const panBy = (camera: Camera, x: number, y: number): Camera => ({
  ...camera,
  x: camera.x + x,
  y: camera.y + y,
});

export function keepInSight(camera: Camera, bounds: Rect, screen: Size): Camera {
  const hold = (at: number, start: number, length: number, room: number) => {
    const kept = Math.min(KEPT_IN_SIGHT, room / 2, length * camera.scale);
    return Math.min(room - kept - start * camera.scale, Math.max(kept - (start + length) * camera.scale, at));
  };
  return {
    ...camera,
    x: hold(camera.x, bounds.x, bounds.width, screen.width),
    y: hold(camera.y, bounds.y, bounds.height, screen.height),
  };
}

/** What of the drawing is on the screen. */
export const visibleRect = ({ x, y, scale }: Camera, { width, height }: Size): Rect => ({
  x: -x / scale,
  y: -y / scale,
  width: width / scale,
  height: height / scale,
});

/** Moves as little as brings the rectangle into sight; a larger one shows its top left. */
export function reveal(camera: Camera, rect: Rect, screen: Size): Camera {
  const step = (at: number, start: number, length: number, room: number) => {
    const [from, to] = [at + start * camera.scale, at + (start + length) * camera.scale];
    if (from < MARGIN || to - from > room - 2 * MARGIN) return MARGIN - from;
    return to > room - MARGIN ? room - MARGIN - to : 0;
  };
  const y = step(camera.y, rect.y, rect.height, screen.height);
  return panBy(camera, step(camera.x, rect.x, rect.width, screen.width), y);
}

/** The rectangle in the middle, at a scale at which cards are read. */
export function centreOn({ scale }: Camera, rect: Rect, screen: Size): Camera {
  const legible = Math.min(1, Math.max(LEGIBLE, scale));
  return {
    scale: legible,
    x: screen.width / 2 - (rect.x + rect.width / 2) * legible,
    y: screen.height / 2 - (rect.y + rect.height / 2) * legible,
  };
}
