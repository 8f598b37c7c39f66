/**
 * The blocks of a network: what can be drawn as one card. They nest and never cross, and drawing any of them as one keeps
 * the data flowing down (the quotient has no circle). Found in the names first, then in forks, then in long plain runs.
 */
import type { ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';
import { forkGroups } from './forkGroups.ts';
import { type Link, linksOf } from './links.ts';
import { type Group, namedGroups } from './namedGroups.ts';
import { quotientLinks, topologicalOrder } from './order.ts';
import { plainRuns } from './plainRuns.ts';

/** Begins with `@`, as no node id does. */
export type BlockId = `@${string}`;

export interface Block {
  readonly id: BlockId;
  readonly name: string;
  readonly parent: BlockId | null;
  /** All inside, those of inner blocks too, in topological order. */
  readonly nodes: readonly NodeId[];
}

export interface BlockTree {
  readonly blocks: ReadonlyMap<BlockId, Block>;
  /** The innermost block around a node. */
  readonly blockOf: ReadonlyMap<NodeId, BlockId>;
}

const FEWEST_NODES = 3;
/** A group that is nearly all there is around it says nothing. */
const MOST_OF_PARENT = 0.8;
/** Where a block has so many nodes of its own, its forks are looked at too. */
const FORKS_FROM = 12;
/** Networks so long have their plain runs folded. */
const RUNS_FROM = 40;

export function blocksOf(graph: ModelGraph): BlockTree {
  const builder = new TreeBuilder(graph);
  for (const group of namedGroups(graph.nodes)) builder.add(group);
  const mostOfGraph = Math.max(FORKS_FROM, graph.nodes.length / 3);
  const forks = forkGroups(graph.nodes, builder.links).filter(({ nodes }) => nodes.length <= mostOfGraph);
  for (const group of forks) if (builder.hasRoomIn(group)) builder.add(group);
  if (graph.nodes.length >= RUNS_FROM) {
    const loose = graph.nodes.filter(({ id }) => !builder.blockOf.has(id));
    for (const group of plainRuns(loose, builder.links, graph.values)) builder.add(group);
  }
  return builder;
}

class TreeBuilder implements BlockTree {
  readonly blocks = new Map<BlockId, Block>();
  readonly blockOf = new Map<NodeId, BlockId>();
  readonly links: readonly Link[];
  readonly #all: readonly NodeId[];

  constructor(graph: ModelGraph) {
    this.links = linksOf(graph);
    this.#all = graph.nodes.map(({ id }) => id);
  }

  /** Groups come with the outer ones first; one that crosses another, or would close a circle, is left out. */
  add({ key, name, nodes }: Group): void {
    const parent = this.#commonBlock(nodes);
    if (parent === undefined || nodes.length < FEWEST_NODES) return;
    const around = parent === null ? this.#all : (this.blocks.get(parent)?.nodes ?? []);
    if (nodes.length > around.length * MOST_OF_PARENT) return;
    const id: BlockId = `@${key}`;
    const inside = new Set(nodes);
    if (!this.#isOnePiece(inside) || !this.#keepsOrder(id, inside, parent, around)) return;
    this.blocks.set(id, { id, name, parent, nodes });
    for (const node of nodes) this.blockOf.set(node, id);
  }

  /** Structure counts only where names leave many nodes side by side. */
  hasRoomIn({ nodes }: Group): boolean {
    const parent = this.#commonBlock(nodes);
    if (parent === undefined) return false;
    return parent === null || this.#all.filter((id) => this.blockOf.get(id) === parent).length > FORKS_FROM;
  }

  /** The innermost block of every one of them; undefined if they have not the same. */
  #commonBlock(nodes: readonly NodeId[]): BlockId | null | undefined {
    const found = new Set(nodes.map((id) => this.blockOf.get(id) ?? null));
    return found.size === 1 ? [...found][0] : undefined;
  }

  #isOnePiece(inside: ReadonlySet<NodeId>): boolean {
    const own = this.links.filter(({ from, to }) => inside.has(from) && inside.has(to));
    const reached = new Set([...inside].slice(0, 1));
    for (let before = -1; before !== reached.size; ) {
      before = reached.size;
      for (const { from, to } of own) {
        if (reached.has(from)) reached.add(to);
        else if (reached.has(to)) reached.add(from);
      }
    }
    return reached.size === inside.size;
  }

  #keepsOrder(
    id: BlockId,
    inside: ReadonlySet<NodeId>,
    parent: BlockId | null,
    around: readonly NodeId[],
  ): boolean {
    const here = new Set(around);
    const groupOf = (node: NodeId): string | undefined => {
      if (inside.has(node)) return id;
      return here.has(node) ? memberOf(this, node, parent) : undefined;
    };
    const groups = [...new Set(around.map((node) => groupOf(node) as string))];
    return topologicalOrder(groups, quotientLinks(this.links, groupOf)) !== null;
  }
}

/** What stands for a node in the drawing of `around`: a block directly in it, or the node itself. */
export function memberOf(
  { blocks, blockOf }: BlockTree,
  node: NodeId,
  around: BlockId | null,
): NodeId | BlockId {
  let member: NodeId | BlockId = node;
  for (let at = blockOf.get(node) ?? null; at !== around && at !== null; at = blocks.get(at)?.parent ?? null)
    member = at;
  return member;
}
