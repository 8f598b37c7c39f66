/**
 * What is drawn of a network while some of its blocks are open: levels within levels. An item is a node, a closed block
 * or an open one with a level of its own; inside an open block `ENTRY` and `EXIT` stand for what is around it.
 */
import type { ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';
import { type Block, type BlockId, type BlockTree, memberOf } from './blocks.ts';
import { type Link, linksOf } from './links.ts';
import { topologicalOrder } from './order.ts';

export const ENTRY = '@>in';
export const EXIT = '@>out';

export type LevelItem =
  | { readonly kind: 'node'; readonly id: NodeId; readonly macs: number }
  | { readonly kind: 'closed'; readonly id: BlockId; readonly block: Block; readonly macs: number }
  | {
      readonly kind: 'open';
      readonly id: BlockId;
      readonly block: Block;
      readonly macs: number;
      readonly level: Level;
    };

export interface LevelLink extends Link {
  /** The nodes whose values it carries. */
  readonly producers: readonly NodeId[];
}

export interface Level {
  /** In topological order. */
  readonly items: readonly LevelItem[];
  readonly links: readonly LevelLink[];
}

export function levelOf(graph: ModelGraph, tree: BlockTree, open: ReadonlySet<string>): Level {
  return makeLevel({ graph, tree, open, links: linksOf(graph) }, null);
}

interface Making {
  readonly graph: ModelGraph;
  readonly tree: BlockTree;
  readonly open: ReadonlySet<string>;
  readonly links: readonly Link[];
}

function makeLevel(making: Making, around: Block | null): Level {
  const { graph, tree, open } = making;
  const inside = around ? new Set(around.nodes) : null;
  const nodes = graph.nodes.filter(({ id }) => inside === null || inside.has(id));
  const macs = new Map<string, number>();
  for (const node of nodes) {
    const member = memberOf(tree, node.id, around?.id ?? null);
    macs.set(member, (macs.get(member) ?? 0) + (node.macs ?? 0));
  }
  const links = levelLinks(making, around, inside);
  const own = links.filter(({ from, to }) => from !== ENTRY && to !== EXIT);
  const ids = topologicalOrder([...macs.keys()], own) ?? [...macs.keys()];
  const items = ids.map((id): LevelItem => {
    const block = tree.blocks.get(id as BlockId);
    const work = macs.get(id) ?? 0;
    if (!block) return { kind: 'node', id, macs: work };
    if (!open.has(id)) return { kind: 'closed', id: block.id, block, macs: work };
    return { kind: 'open', id: block.id, block, macs: work, level: makeLevel(making, block) };
  });
  return { items, links };
}

function levelLinks(
  { tree, links }: Making,
  around: Block | null,
  inside: ReadonlySet<NodeId> | null,
): readonly LevelLink[] {
  const found = new Map<string, { from: string; to: string; producers: Set<NodeId> }>();
  const stand = (id: NodeId, outside: string) =>
    inside === null || inside.has(id) ? memberOf(tree, id, around?.id ?? null) : outside;
  for (const link of links) {
    const [from, to] = [stand(link.from, ENTRY), stand(link.to, EXIT)];
    if (from === to || (from === ENTRY && to === EXIT)) continue;
    const key = `${from}\n${to}`;
    const known = found.get(key);
    if (known) known.producers.add(link.from);
    else found.set(key, { from, to, producers: new Set([link.from]) });
  }
  return [...found.values()].map(({ from, to, producers }) => ({ from, to, producers: [...producers] }));
}
