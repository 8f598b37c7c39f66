/** What the levels of a drawing are put together from: items with their rectangles, edges with their paths. */
import type { NodeId } from '#engine/graph/modelGraph.ts';
import type { Point } from './edgePath.ts';
import type { LevelItem } from './level.ts';
import { type Rect, shifted } from './rect.ts';

export interface PlacedItem extends Rect {
  readonly item: LevelItem;
  /** 0 for the outermost level. */
  readonly depth: number;
  /** How far from its left side edges enter and leave. */
  readonly port: number;
}

export interface PlacedEdge {
  readonly id: string;
  /** SVG path commands, relative to `at`. */
  readonly path: string;
  readonly at: Point;
  /** Red once one of these is corrupted. */
  readonly producers: readonly NodeId[];
  /** The item it leads to; inside an open block's exit, the block itself. */
  readonly to: string;
  readonly bounds: Rect;
}

/** A level with the port of its first lane at 0, 0. */
export interface Measured {
  readonly items: readonly PlacedItem[];
  readonly edges: readonly PlacedEdge[];
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

/** An item's own size and, for an open block, what is inside. */
export interface Body {
  readonly width: number;
  readonly height: number;
  readonly port: number;
  readonly inside: Measured | null;
}

/** Puts an item with its port at `x` and its top at `y`, and what is inside it. */
export function placeBody(
  item: LevelItem,
  { width, height, port, inside }: Body,
  x: number,
  y: number,
  depth: number,
): { readonly items: readonly PlacedItem[]; readonly edges: readonly PlacedEdge[] } {
  const own: PlacedItem = { item, depth, port, x: x - port, y, width, height };
  return {
    items: [own, ...(inside?.items ?? []).map((each) => shifted(each, x, y))],
    edges: (inside?.edges ?? []).map((edge) => ({
      ...edge,
      at: { x: edge.at.x + x, y: edge.at.y + y },
      bounds: shifted(edge.bounds, x, y),
    })),
  };
}
