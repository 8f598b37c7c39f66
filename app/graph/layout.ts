/**
 * Where the nodes of a network stand: data flows down, every node below all it reads (rank = longest way from an input),
 * the main path in lane 0, branches in lanes beside it. No two nodes share a place, and an edge that passes nodes of its
 * lane goes round them through a channel left of lane 0. Places are counted in ranks and lanes; pixels.ts makes them
 * coordinates.
 */
import type { GraphNode, ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';

export interface NodePlace {
  readonly id: NodeId;
  readonly rank: number;
  readonly lane: number;
}

export interface EdgePlace {
  readonly from: NodeId;
  readonly to: NodeId;
  /** Lane it runs down in; `null`: round the nodes of lane 0, in this channel. */
  readonly lane: number | null;
  readonly channel: number;
}

export interface GraphLayout {
  readonly places: readonly NodePlace[];
  readonly edges: readonly EdgePlace[];
  readonly ranks: number;
  readonly lanes: number;
  readonly channels: number;
}

interface Link {
  readonly from: NodeId;
  readonly to: NodeId;
}

export function layoutGraph(graph: ModelGraph): GraphLayout {
  const links = linksOf(graph);
  const ranks = rankNodes(graph.nodes, links);
  const main = mainPath(graph.nodes, links, ranks);
  const lanes = assignLanes(graph.nodes, links, ranks, main);
  const places = graph.nodes.map(({ id }) => ({ id, rank: ranks.get(id) ?? 0, lane: lanes.get(id) ?? 0 }));
  const edges = routeEdges(links, places);
  return {
    places,
    edges,
    ranks: Math.max(0, ...places.map(({ rank }) => rank + 1)),
    lanes: Math.max(0, ...places.map(({ lane }) => lane + 1)),
    channels: Math.max(0, ...edges.map(({ lane, channel }) => (lane === null ? channel + 1 : 0))),
  };
}

/** One link for each pair of nodes, however many values pass between them. */
function linksOf({ nodes, values }: ModelGraph): readonly Link[] {
  return nodes.flatMap((node) => {
    const from = new Set(node.inputs.map((id) => values[id]?.node).filter((id) => id !== undefined));
    return [...from].map((id): Link => ({ from: id, to: node.id }));
  });
}

/** Nodes are in topological order, so one pass finds the longest way. */
function rankNodes(nodes: readonly GraphNode[], links: readonly Link[]): Map<NodeId, number> {
  const into = groupBy(links, (link) => link.to);
  const ranks = new Map<NodeId, number>();
  for (const { id } of nodes) {
    const before = (into.get(id) ?? []).map(({ from }) => ranks.get(from) ?? 0);
    ranks.set(id, before.length === 0 ? 0 : Math.max(...before) + 1);
  }
  return ranks;
}

/** A longest way from an input to the deepest node; of equals the one with more computing, then the first. */
function mainPath(
  nodes: readonly GraphNode[],
  links: readonly Link[],
  ranks: ReadonlyMap<NodeId, number>,
): ReadonlySet<NodeId> {
  const into = groupBy(links, (link) => link.to);
  const work = new Map<NodeId, number>();
  const previous = new Map<NodeId, NodeId>();
  for (const node of nodes) {
    const rank = ranks.get(node.id) ?? 0;
    let most = 0;
    for (const { from } of into.get(node.id) ?? []) {
      const done = work.get(from) ?? 0;
      if (ranks.get(from) !== rank - 1 || (previous.has(node.id) && done <= most)) continue;
      previous.set(node.id, from);
      most = done;
    }
    work.set(node.id, most + (node.macs ?? 0));
  }
  const deepest = [...nodes].sort((a, b) => (ranks.get(b.id) ?? 0) - (ranks.get(a.id) ?? 0))[0];
  const path = new Set<NodeId>();
  for (let at = deepest?.id; at !== undefined; at = previous.get(at)) path.add(at);
  return path;
}

/** A node off the main path keeps its lane free from its last source to its first reader, so its edges run straight. */
function assignLanes(
  nodes: readonly GraphNode[],
  links: readonly Link[],
  ranks: ReadonlyMap<NodeId, number>,
  main: ReadonlySet<NodeId>,
): Map<NodeId, number> {
  const into = groupBy(links, (link) => link.to);
  const outOf = groupBy(links, (link) => link.from);
  const lanes = new Map<NodeId, number>();
  const taken: { lane: number; from: number; to: number }[] = [];
  const rankOf = (id: NodeId) => ranks.get(id) ?? 0;
  for (const { id } of nodes) {
    if (main.has(id)) {
      lanes.set(id, 0);
      continue;
    }
    const rank = rankOf(id);
    const from = Math.min(rank, ...(into.get(id) ?? []).map((link) => rankOf(link.from) + 1));
    const to = Math.max(rank, ...(outOf.get(id) ?? []).map((link) => rankOf(link.to) - 1));
    const parent = (into.get(id) ?? []).map((link) => lanes.get(link.from) ?? 0).find((lane) => lane > 0);
    const free = (lane: number) =>
      taken.every((span) => span.lane !== lane || span.to < from || span.from > to);
    let lane = parent !== undefined && free(parent) ? parent : 1;
    while (!free(lane)) lane++;
    lanes.set(id, lane);
    taken.push({ lane, from, to });
  }
  return lanes;
}

function routeEdges(links: readonly Link[], places: readonly NodePlace[]): readonly EdgePlace[] {
  const placeOf = new Map(places.map((place) => [place.id, place]));
  const occupied = new Set(places.map(({ rank, lane }) => `${lane} ${rank}`));
  const round: { from: number; to: number; channel: number }[] = [];
  return links.map(({ from, to }): EdgePlace => {
    const source = placeOf.get(from);
    const target = placeOf.get(to);
    if (!source || !target) return { from, to, lane: 0, channel: 0 };
    const clear = (lane: number) => {
      for (let rank = source.rank + 1; rank < target.rank; rank++) {
        if (occupied.has(`${lane} ${rank}`)) return false;
      }
      return true;
    };
    const lane = [Math.max(source.lane, target.lane), Math.min(source.lane, target.lane)].find(clear);
    if (lane !== undefined) return { from, to, lane, channel: 0 };
    let channel = 0;
    const busy = (c: number) =>
      round.some((other) => other.channel === c && other.from < target.rank && other.to > source.rank);
    while (busy(channel)) channel++;
    round.push({ from: source.rank, to: target.rank, channel });
    return { from, to, lane: null, channel };
  });
}

function groupBy(links: readonly Link[], key: (link: Link) => NodeId): ReadonlyMap<NodeId, readonly Link[]> {
  const groups = new Map<NodeId, Link[]>();
  for (const link of links) {
    const group = groups.get(key(link));
    if (group) group.push(link);
    else groups.set(key(link), [link]);
  }
  return groups;
}
