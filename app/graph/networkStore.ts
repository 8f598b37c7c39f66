/**
 * Which blocks of the network are open, and whether a layer is being looked for. Belongs to one graph: another model
 * begins with its own first view.
 */
import { create } from 'zustand';
import { useLab } from '#app/state/lab.ts';
import type { ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';
import { type BlockId, type BlockTree, blocksOf } from './blocks.ts';
import { firstOpenBlocks } from './firstView.ts';

interface NetworkState {
  readonly graph: ModelGraph | null;
  /** Of `graph`; null: as the first view has it. */
  readonly open: ReadonlySet<BlockId> | null;
  readonly finding: boolean;
}

export const useNetwork = create<NetworkState>(() => ({ graph: null, open: null, finding: false }));

interface Blocks {
  readonly tree: BlockTree;
  readonly first: ReadonlySet<BlockId>;
}

const known = new WeakMap<ModelGraph, Blocks>();

/** The blocks of a graph and which of them the first view opens; found once. */
export function blocksIn(graph: ModelGraph): Blocks {
  const before = known.get(graph);
  if (before) return before;
  const tree = blocksOf(graph);
  const found = { tree, first: new Set(firstOpenBlocks(graph, tree)) };
  known.set(graph, found);
  return found;
}

export function useOpenBlocks(graph: ModelGraph): ReadonlySet<BlockId> {
  const own = useNetwork((state) => (state.graph === graph ? state.open : null));
  return own ?? blocksIn(graph).first;
}

/** null: as the first view has them. */
export function openBlocksOf(graph: ModelGraph): ReadonlySet<BlockId> | null {
  const state = useNetwork.getState();
  return state.graph === graph ? state.open : null;
}

export const restoreBlocks = (graph: ModelGraph, open: ReadonlySet<BlockId> | null): void =>
  useNetwork.setState({ graph, open });

/** Has the person opened or closed blocks? */
export const useRearranged = (graph: ModelGraph): boolean =>
  useNetwork((state) => state.graph === graph && state.open !== null);

function openNow(graph: ModelGraph): ReadonlySet<BlockId> {
  return openBlocksOf(graph) ?? blocksIn(graph).first;
}

/** Ids that the graph does not have are left out. */
export function setOpenBlocks(graph: ModelGraph, ids: Iterable<string>): void {
  const { tree } = blocksIn(graph);
  const open = new Set([...ids].filter((id): id is BlockId => tree.blocks.has(id as BlockId)));
  useNetwork.setState({ graph, open });
}

export function toggleBlock(graph: ModelGraph, id: BlockId): void {
  const open = new Set(openNow(graph));
  if (!open.delete(id)) open.add(id);
  setOpenBlocks(graph, open);
}

export const openAllBlocks = (graph: ModelGraph): void =>
  setOpenBlocks(graph, blocksIn(graph).tree.blocks.keys());

/** Opens every block around a node, so that its card is there. */
export function openAround(graph: ModelGraph, node: NodeId): void {
  const { blocks, blockOf } = blocksIn(graph).tree;
  const open = new Set(openNow(graph));
  const before = open.size;
  for (let at = blockOf.get(node) ?? null; at !== null; at = blocks.get(at)?.parent ?? null) open.add(at);
  if (open.size > before) setOpenBlocks(graph, open);
}

/** What stands on the screen for a node: the node, or the outermost closed block around it. */
export function cardOf(graph: ModelGraph, node: NodeId, open: ReadonlySet<BlockId>): NodeId | BlockId {
  const { blocks, blockOf } = blocksIn(graph).tree;
  let card: NodeId | BlockId = node;
  for (let at = blockOf.get(node) ?? null; at !== null; at = blocks.get(at)?.parent ?? null)
    if (!open.has(at)) card = at;
  return card;
}

export const showFind = (finding: boolean): void => useNetwork.setState({ finding });

export const openGraph = (): ModelGraph | null => useLab.getState().model?.graph ?? null;
