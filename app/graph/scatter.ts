/**
 * Levels whose edges do not find ways of their own in lanes can be arranged by another layout, in a worker: what it is
 * asked, and how its answer is put in place. Asked only where a layered drawing can be legible: where too many edges
 * pass one row (DenseNet), each of them wants a column, and lanes with a shared channel say more.
 */

import type { ScatterAnswer, ScatterRequest } from '#workers/layoutApi.ts';
import { polylinePath } from './edgePath.ts';
import type { LevelLayout } from './layout.ts';
import { ENTRY, EXIT, type Level } from './level.ts';
import { type Body, type Measured, type PlacedEdge, type PlacedItem, placeBody } from './measured.ts';

const MOST_PASSING = 40;

/** The question for one level; null where its lanes do well, or nothing would. */
export function scatterRequest(
  level: Level,
  layout: LevelLayout,
  bodies: ReadonlyMap<string, Body>,
  gaps: { readonly rankGap: number; readonly laneGap: number; readonly entryHeight: number },
): ScatterRequest | null {
  if (layout.fits || mostPassing(layout) > MOST_PASSING) return null;
  return {
    items: layout.places.map(({ id }) => ({
      id,
      width: bodies.get(id)?.width ?? 1,
      height: bodies.get(id)?.height ?? (id === ENTRY ? gaps.entryHeight : 1),
    })),
    links: level.links.map(({ from, to }) => [from, to] as const),
    rankGap: gaps.rankGap,
    laneGap: gaps.laneGap,
  };
}

/** The most edges that pass between two rows without ending there. */
function mostPassing({ places, edges, ranks }: LevelLayout): number {
  const rank = new Map(places.map((place) => [place.id, place.rank]));
  const change = new Array<number>(ranks + 1).fill(0);
  for (const { link } of edges) {
    const [from, to] = [(rank.get(link.from) ?? 0) + 1, rank.get(link.to) ?? 0];
    if (to <= from) continue;
    change[from] = (change[from] ?? 0) + 1;
    change[to] = (change[to] ?? 0) - 1;
  }
  let passing = 0;
  let most = 0;
  for (const step of change) {
    passing += step;
    most = Math.max(most, passing);
  }
  return most;
}

/** The same question gives the same text. */
export const questionKey = (request: ScatterRequest): string => JSON.stringify(request);

export function placeScattered(
  id: string,
  level: Level,
  answer: ScatterAnswer,
  bodies: ReadonlyMap<string, Body>,
  foot: number,
  depth: number,
): Measured {
  const cornerOf = new Map(answer.items.map((item) => [item.id, item]));
  const first = cornerOf.get(ENTRY) ?? cornerOf.get(level.items[0]?.id ?? '');
  const shift = -(first?.x ?? 0) - (bodies.get(level.items[0]?.id ?? '')?.port ?? 0);
  const items: PlacedItem[] = [];
  const edges: PlacedEdge[] = [];
  for (const item of level.items) {
    const [corner, body] = [cornerOf.get(item.id), bodies.get(item.id)];
    if (!corner || !body) continue;
    const placed = placeBody(item, body, corner.x + shift + body.port, corner.y, depth);
    items.push(...placed.items);
    edges.push(...placed.edges);
  }
  const boxOf = (item: string) => items.find((placed) => placed.item.id === item);
  level.links.forEach(({ from, to, producers }, i) => {
    // From port to port, as in lanes; what enters or leaves a block does so where the answer has it.
    const [source, target] = [boxOf(from), boxOf(to)];
    const way = (answer.edges[i] ?? []).map(({ x, y }) => ({ x: x + shift, y }));
    const start = source ? { x: source.x + source.port, y: source.y + source.height } : way[0];
    const end = target ? { x: target.x + target.port, y: target.y } : way.at(-1);
    if (!start || !end) return;
    const points = [start, ...way.slice(1, -1), end];
    const at = start;
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    edges.push({
      id: `${id} ${from} ${to}`,
      path: polylinePath(points),
      at,
      producers,
      to: to === EXIT ? id : to,
      bounds: { x: left, y: top, width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1 },
    });
  });
  return {
    items,
    edges,
    left: -shift,
    right: answer.width + shift,
    height: answer.height + (depth > 0 ? foot : 0),
  };
}
