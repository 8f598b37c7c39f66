/**
 * Groups that the shape of a network shows: what lies between a fork and the node where its branches meet again, if
 * nothing enters or leaves on the way (a region with a single entry and a single exit, found by dominators of the DAG).
 * A residual block is its branches, the addition and the activation after it; where branches are concatenated, the layer
 * that feeds them (the squeeze of a fire module) belongs to it as well.
 */
import type { GraphNode, NodeId } from '#engine/graph/modelGraph.ts';
import { groupLinks, type Link } from './links.ts';
import type { Group } from './namedGroups.ts';

const FOLLOWS = new Set(['activation', 'normalization']);

/** Larger ones first. */
export function forkGroups(nodes: readonly GraphNode[], links: readonly Link[]): readonly Group[] {
  const order = new Map(nodes.map(({ id }, i) => [id, i]));
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const ids = nodes.map(({ id }) => id);
  const outOf = neighbours(links, 'from', 'to');
  const into = neighbours(links, 'to', 'from');
  const dominator = immediateDominators(ids, into);
  const postDominator = immediateDominators([...ids].reverse(), outOf);
  const claimed = new Set<NodeId>();
  const found: (Group & { readonly kind: 'residual' | 'branches' })[] = [];
  for (const fork of ids) {
    if ((outOf.get(fork) ?? []).length < 2) continue;
    const join = postDominator.get(fork);
    if (typeof join !== 'string' || dominator.get(join) !== fork) continue;
    const inside = between(fork, join, outOf, order);
    const kind = isConcat(nodeOf.get(join)) ? 'branches' : 'residual';
    if (kind === 'branches') {
      for (let at: NodeId | undefined = fork; at !== undefined && !claimed.has(at); ) {
        const node = nodeOf.get(at);
        if (!node || node.category === 'input' || node.category === 'pooling' || node.category === 'merge')
          break;
        inside.add(at);
        if (!FOLLOWS.has(node.category) || (into.get(at) ?? []).length !== 1) break;
        at = (into.get(at) ?? [])[0];
        if (at !== undefined && (outOf.get(at) ?? []).length !== 1) break;
      }
    }
    for (let at = join; ; ) {
      const readers: readonly NodeId[] = outOf.get(at) ?? [];
      const next = readers[0];
      if (readers.length !== 1 || next === undefined || (into.get(next) ?? []).length !== 1) break;
      if (!FOLLOWS.has(nodeOf.get(next)?.category ?? '')) break;
      inside.add(next);
      at = next;
    }
    for (const id of inside) claimed.add(id);
    const members = ids.filter((id) => inside.has(id));
    found.push({ key: `to:${join}`, name: nodeOf.get(join)?.name ?? join, nodes: members, kind });
  }
  return named(found).sort((a, b) => b.nodes.length - a.nodes.length);
}

/** A join that was given a name of its own names its block (`mixed3`); the others are counted. */
function named(groups: readonly (Group & { readonly kind: 'residual' | 'branches' })[]): Group[] {
  const count = { residual: 0, branches: 0 };
  return groups.map(({ kind, ...group }) => {
    const number = ++count[kind];
    const own = !/^(add|concat\w*|multiply|merge|activation|re_?lu)[\d_]*$/i.test(group.name);
    return {
      ...group,
      name: own ? group.name : `${kind === 'residual' ? 'Residual' : 'Branches'} ${number}`,
    };
  });
}

const isConcat = (node: GraphNode | undefined): boolean => /^Concat/i.test(node?.op ?? '');

function neighbours(
  links: readonly Link[],
  by: 'from' | 'to',
  other: 'from' | 'to',
): ReadonlyMap<string, readonly string[]> {
  return new Map([...groupLinks(links, by)].map(([id, own]) => [id, own.map((link) => link[other])]));
}

/** Nodes on a way from fork to join, with join, without fork. */
function between(
  fork: NodeId,
  join: NodeId,
  outOf: ReadonlyMap<NodeId, readonly NodeId[]>,
  order: ReadonlyMap<NodeId, number>,
): Set<NodeId> {
  const last = order.get(join) ?? 0;
  const inside = new Set<NodeId>();
  const open = [...(outOf.get(fork) ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (inside.has(at) || (order.get(at) ?? 0) > last) continue;
    inside.add(at);
    if (at !== join) open.push(...(outOf.get(at) ?? []));
  }
  return inside;
}

/**
 * The node through which every way to a node leads last (Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm; in
 * a DAG one pass in topological order is enough). Absent: several beginnings share it.
 */
function immediateDominators(
  ids: readonly NodeId[],
  before: ReadonlyMap<NodeId, readonly NodeId[]>,
): ReadonlyMap<NodeId, NodeId | null> {
  const depth = new Map<NodeId, number>();
  const above = new Map<NodeId, NodeId | null>();
  for (const id of ids) {
    const sources = before.get(id) ?? [];
    let meet: NodeId | null = sources[0] ?? null;
    for (const source of sources.slice(1)) {
      let other: NodeId | null = source;
      while (meet !== other && meet !== null && other !== null) {
        if ((depth.get(meet) ?? 0) >= (depth.get(other) ?? 0)) meet = above.get(meet) ?? null;
        else other = above.get(other) ?? null;
      }
      if (meet !== other) meet = null;
    }
    above.set(id, meet);
    depth.set(id, meet === null ? 0 : (depth.get(meet) ?? 0) + 1);
  }
  return above;
}
