/** Which blocks are open when a network is first seen: as many levels as leave few enough rows to read. */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { layoutOf } from './arrange.ts';
import type { BlockId, BlockTree } from './blocks.ts';
import { type Level, levelOf } from './level.ts';

/** Rows that a panel shows with pictures. */
const MOST_ROWS = 14;

export function firstOpenBlocks(graph: ModelGraph, tree: BlockTree): readonly BlockId[] {
  let open: readonly BlockId[] = [];
  for (let depth = 1; ; depth++) {
    const deeper = [...tree.blocks.values()]
      .filter((block) => depthOf(block.id, tree) < depth)
      .map(({ id }) => id);
    if (deeper.length === open.length) return open;
    if (rowsIn(levelOf(graph, tree, new Set(deeper)), false) > MOST_ROWS) return open;
    open = deeper;
  }
}

/** Rows of cards on top of each other, at the place where most are. */
function rowsIn(level: Level, framed: boolean): number {
  const layout = layoutOf(level, framed);
  const itemOf = new Map(level.items.map((item) => [item.id, item]));
  const rows = new Array<number>(layout.ranks).fill(framed ? 0 : 1);
  for (const { id, rank } of layout.places) {
    const item = itemOf.get(id);
    const own = item?.kind === 'open' ? rowsIn(item.level, true) : item ? 1 : 0;
    rows[rank] = Math.max(rows[rank] ?? 0, own);
  }
  return rows.reduce((sum, each) => sum + each, 0);
}

function depthOf(id: BlockId, { blocks }: BlockTree): number {
  let depth = 0;
  for (let at = blocks.get(id)?.parent ?? null; at !== null; at = blocks.get(at)?.parent ?? null) depth++;
  return depth;
}
