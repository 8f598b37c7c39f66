/** The connections of a network: one link for each pair of nodes, however many values pass between them. */
import type { ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';

export interface Link {
  readonly from: NodeId;
  readonly to: NodeId;
}

/** In the order of the nodes that read. */
export function linksOf({ nodes, values }: ModelGraph): readonly Link[] {
  return nodes.flatMap((node) => {
    const from = new Set(node.inputs.map((id) => values[id]?.node).filter((id) => id !== undefined));
    return [...from].map((id): Link => ({ from: id, to: node.id }));
  });
}

/** Links under one of their ends. */
export function groupLinks<L extends Link>(
  links: readonly L[],
  end: 'from' | 'to',
): ReadonlyMap<string, readonly L[]> {
  const groups = new Map<string, L[]>();
  for (const link of links) {
    const group = groups.get(link[end]);
    if (group) group.push(link);
    else groups.set(link[end], [link]);
  }
  return groups;
}
