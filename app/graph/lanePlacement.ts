/**
 * A level's ranks and lanes as pixels. Items of a lane are lined up by their ports, a row is as high as its highest
 * item; edges change sides only in the gaps between rows, so that none runs through a card.
 */
import type { CardSize } from './cardSize.ts';
import { edgePath } from './edgePath.ts';
import type { EdgePlace, LevelLayout, Place } from './layout.ts';
import { ENTRY, EXIT, type Level, type LevelLink } from './level.ts';
import { type Body, type Measured, type PlacedEdge, type PlacedItem, placeBody } from './measured.ts';

const CHANNEL_WIDTH = 14;

export interface LaneRoom extends Pick<CardSize, 'rankGap' | 'laneGap'> {
  /** Height of the row in which edges enter an open block, beside its title. */
  readonly entryHeight: number;
  /** Below the last row of a block that nothing leaves. */
  readonly foot: number;
}

export function placeInLanes(
  id: string,
  level: Level,
  layout: LevelLayout<LevelLink>,
  bodies: ReadonlyMap<string, Body>,
  room: LaneRoom,
  depth: number,
): Measured {
  const placeOf = new Map(layout.places.map((place) => [place.id, place]));
  const rows = rowsOf(layout, bodies, room);
  const lanes = lanesOf(layout, bodies, room.laneGap);
  const items: PlacedItem[] = [];
  const edges: PlacedEdge[] = [];
  for (const item of level.items) {
    const place = placeOf.get(item.id);
    const body = bodies.get(item.id);
    if (!place || !body) continue;
    const placed = placeBody(item, body, lanes.x[place.lane] ?? 0, rows[place.rank]?.top ?? 0, depth);
    items.push(...placed.items);
    edges.push(...placed.edges);
  }
  for (const edge of layout.edges) {
    const [source, target] = [placeOf.get(edge.link.from), placeOf.get(edge.link.to)];
    if (source && target) edges.push(drawEdge(id, edge, source, target, rows, lanes, bodies));
  }
  const last = rows.at(-1);
  const leaves = placeOf.has(EXIT);
  return {
    items,
    edges,
    left: lanes.left + layout.channels * CHANNEL_WIDTH,
    right: lanes.right,
    height: (last ? last.top + last.height : 0) + (depth > 0 && !leaves ? room.foot : 0),
  };
}

interface Row {
  readonly top: number;
  readonly height: number;
}

interface Lanes {
  /** Of the ports of each lane. */
  readonly x: readonly number[];
  readonly left: number;
  readonly right: number;
}

function rowsOf(
  { places, ranks }: LevelLayout,
  bodies: ReadonlyMap<string, Body>,
  room: LaneRoom,
): readonly Row[] {
  const heights = new Array<number>(ranks).fill(0);
  for (const { id, rank } of places) {
    const height = id === ENTRY ? room.entryHeight : (bodies.get(id)?.height ?? 0);
    heights[rank] = Math.max(heights[rank] ?? 0, height);
  }
  let top = 0;
  return heights.map((height) => {
    const row = { top, height };
    top += height + room.rankGap;
    return row;
  });
}

function lanesOf({ places, lanes }: LevelLayout, bodies: ReadonlyMap<string, Body>, gap: number): Lanes {
  const left = new Array<number>(lanes).fill(0);
  const right = new Array<number>(lanes).fill(0);
  for (const { id, lane } of places) {
    const body = bodies.get(id);
    if (!body) continue;
    left[lane] = Math.max(left[lane] ?? 0, body.port);
    right[lane] = Math.max(right[lane] ?? 0, body.width - body.port);
  }
  const x: number[] = [];
  for (let lane = 0; lane < lanes; lane++) {
    x.push(lane === 0 ? 0 : (x[lane - 1] ?? 0) + (right[lane - 1] ?? 0) + gap + (left[lane] ?? 0));
  }
  return { x, left: left[0] ?? 0, right: (x.at(-1) ?? 0) + (right.at(-1) ?? 0) };
}

function drawEdge(
  id: string,
  { link, lane, channel }: EdgePlace<LevelLink>,
  source: Place,
  target: Place,
  rows: readonly Row[],
  lanes: Lanes,
  bodies: ReadonlyMap<string, Body>,
): PlacedEdge {
  const fromRow = rows[source.rank] ?? { top: 0, height: 0 };
  const belowSource = fromRow.top + fromRow.height;
  const start = { x: lanes.x[source.lane] ?? 0, y: fromRow.top + (bodies.get(link.from)?.height ?? 0) };
  const end = { x: lanes.x[target.lane] ?? 0, y: rows[target.rank]?.top ?? 0 };
  const runX = lane === null ? -lanes.left - (channel + 0.5) * CHANNEL_WIDTH : (lanes.x[lane] ?? 0);
  const before = rows[target.rank - 1] ?? fromRow;
  const path = edgePath({
    start,
    end,
    runX,
    firstGap: [belowSource, rows[source.rank + 1]?.top ?? belowSource],
    lastGap: [before.top + before.height, end.y],
  });
  const left = Math.min(start.x, end.x, runX);
  return {
    id: `${id} ${link.from} ${link.to}`,
    path,
    at: start,
    producers: link.producers,
    to: link.to === EXIT ? id : link.to,
    bounds: {
      x: left - 1,
      y: start.y,
      width: Math.max(start.x, end.x, runX) - left + 2,
      height: end.y - start.y,
    },
  };
}
