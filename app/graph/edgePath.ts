/**
 * The way of an edge as SVG path commands, relative to where it begins: straight down where it can, from side to side
 * only in the gaps between rows.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface EdgeRoute {
  /** Bottom of the card it leaves and top of the card it enters. */
  readonly start: Point;
  readonly end: Point;
  /** Where it runs down between. */
  readonly runX: number;
  /** The gap below the source's row and the one above the target's row, each from y to y. */
  readonly firstGap: readonly [top: number, bottom: number];
  readonly lastGap: readonly [top: number, bottom: number];
}

const ROUNDEST = 8;

export function edgePath({ start, end, runX, firstGap, lastGap }: EdgeRoute): string {
  if (start.x === runX && end.x === runX) return down(end.y - start.y);
  const toGap = down(firstGap[0] - start.y);
  // Neighbouring rows share one gap.
  if (firstGap[0] === lastGap[0]) return toGap + curve(end.x - start.x, end.y - firstGap[0]);
  const first = toGap + curve(runX - start.x, firstGap[1] - firstGap[0]);
  const last = curve(end.x - runX, end.y - lastGap[0]);
  return first + down(lastGap[0] - firstGap[1]) + last;
}

/** Through all the points, with rounded corners; relative to the first. */
export function polylinePath(points: readonly Point[]): string {
  let path = '';
  let at = points[0];
  for (let i = 1; i < points.length; i++) {
    const point = points[i] as Point;
    const next = points[i + 1];
    if (!at) break;
    const goal: Point = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : point;
    path += next
      ? `q${point.x - at.x} ${point.y - at.y} ${goal.x - at.x} ${goal.y - at.y}`
      : `l${goal.x - at.x} ${goal.y - at.y}`;
    at = goal;
  }
  return path;
}

const down = (by: number): string => (by === 0 ? '' : `v${by}`);

/** Down, across in the middle, down again, with round corners. */
function curve(x: number, y: number): string {
  if (x === 0) return down(y);
  const radius = Math.min(ROUNDEST, y / 2, Math.abs(x) / 2);
  const side = Math.sign(x) * radius;
  const straight = down(y / 2 - radius);
  return `${straight}q0 ${radius} ${side} ${radius}h${x - 2 * side}q${side} 0 ${side} ${radius}${straight}`;
}
