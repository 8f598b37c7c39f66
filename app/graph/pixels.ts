/** Places of a layout as pixels: rectangles of nodes and SVG paths of edges. Pure, for the panel and its tests. */
import type { NodeId } from '#engine/graph/modelGraph.ts';
import type { GraphLayout } from './layout.ts';

export interface CardSize {
  readonly width: number;
  readonly height: number;
  /** Between two ranks and between two lanes. */
  readonly rankGap: number;
  readonly laneGap: number;
}

export interface NodeBox {
  readonly id: NodeId;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface EdgePath {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly path: string;
}

export interface GraphPixels {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly NodeBox[];
  readonly edges: readonly EdgePath[];
}

const CHANNEL_WIDTH = 14;
/** Where edges leave and enter a card, from its left. */
const PORT = 76;

export function graphPixels(layout: GraphLayout, size: CardSize): GraphPixels {
  const margin = layout.channels * CHANNEL_WIDTH;
  const laneX = (lane: number) => margin + lane * (size.width + size.laneGap);
  const rankY = (rank: number) => rank * (size.height + size.rankGap);
  const boxes = layout.places.map(({ id, rank, lane }) => ({
    id,
    x: laneX(lane),
    y: rankY(rank),
    width: size.width,
    height: size.height,
  }));
  const boxOf = new Map(boxes.map((box) => [box.id, box]));
  const port = Math.min(PORT, size.width / 2);
  const edges = layout.edges.flatMap(({ from, to, lane, channel }): EdgePath[] => {
    const source = boxOf.get(from);
    const target = boxOf.get(to);
    if (!source || !target) return [];
    const run = lane === null ? margin - (channel + 0.5) * CHANNEL_WIDTH : laneX(lane) + port;
    const start = { x: source.x + port, y: source.y + size.height };
    return [{ from, to, path: edgePath(start, { x: target.x + port, y: target.y }, run, size.rankGap) }];
  });
  return {
    width: margin + Math.max(0, layout.lanes * (size.width + size.laneGap) - size.laneGap),
    height: Math.max(0, layout.ranks * (size.height + size.rankGap) - size.rankGap),
    boxes,
    edges,
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Down from `start`, along x = `run`, into `end`; it changes sides only in the gaps between ranks. */
function edgePath(start: Point, end: Point, run: number, gap: number): string {
  const top = start.y + gap;
  const bottom = end.y - gap;
  if (start.x === run && end.x === run) return `M${start.x} ${start.y}V${end.y}`;
  if (bottom <= start.y) return `M${start.x} ${start.y}${curve(start, end)}`;
  const first = start.x === run ? `V${top}` : curve(start, { x: run, y: top });
  const last = end.x === run ? `V${end.y}` : curve({ x: run, y: bottom }, end);
  return `M${start.x} ${start.y}${first}V${bottom}${last}`;
}

function curve(from: Point, to: Point): string {
  const middle = (from.y + to.y) / 2;
  return `C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
}
