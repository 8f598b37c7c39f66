/**
 * Where the items of one level stand: data flows down, every item below all it reads (rank = longest way from a
 * beginning), the main path in lane 0, branches in lanes beside it. No two items share a place, and an edge that passes
 * items of its lane goes round them through a channel left of lane 0. Places are counted in ranks and lanes;
 * arrange.ts makes them coordinates.
 */
import { groupLinks, type Link } from './links.ts';

export interface LayoutItem {
  readonly id: string;
  /** Of equally long ways the one with more work is the main path. */
  readonly macs: number;
}

export interface Place {
  readonly id: string;
  readonly rank: number;
  readonly lane: number;
}

export interface EdgePlace<L extends Link = Link> {
  readonly link: L;
  /** Lane it runs down in; `null`: round the items of lane 0, in this channel. */
  readonly lane: number | null;
  readonly channel: number;
}

export interface LevelLayout<L extends Link = Link> {
  /** In the order of the items. */
  readonly places: readonly Place[];
  readonly edges: readonly EdgePlace<L>[];
  readonly ranks: number;
  readonly lanes: number;
  readonly channels: number;
  /** Every edge has a way of its own. If not, the outermost channel is shared and another layout may serve better. */
  readonly fits: boolean;
}

const MOST_CHANNELS = 10;
const MOST_LANES = 8;

/** `items` in topological order; an item named `entry` stands alone in the first rank, one named `exit` in the last. */
export function layoutLevel<L extends Link>(
  items: readonly LayoutItem[],
  links: readonly L[],
  { entry, exit }: { readonly entry?: string; readonly exit?: string } = {},
): LevelLayout<L> {
  const ranks = rankItems(items, links, entry, exit);
  const main = mainPath(items, links, ranks);
  for (const alone of [entry, exit]) if (alone !== undefined) main.add(alone);
  const lanes = assignLanes(items, links, ranks, main);
  const places = items.map(({ id }) => ({ id, rank: ranks.get(id) ?? 0, lane: lanes.get(id) ?? 0 }));
  const { edges, shared } = routeEdges(links, places);
  const laneCount = Math.max(0, ...places.map(({ lane }) => lane + 1));
  return {
    places,
    edges,
    ranks: Math.max(0, ...places.map(({ rank }) => rank + 1)),
    lanes: laneCount,
    channels: Math.max(0, ...edges.map(({ lane, channel }) => (lane === null ? channel + 1 : 0))),
    fits: !shared && laneCount <= MOST_LANES,
  };
}

/** Items are in topological order, so one pass finds the longest way. */
function rankItems(
  items: readonly LayoutItem[],
  links: readonly Link[],
  entry: string | undefined,
  exit: string | undefined,
): Map<string, number> {
  const into = groupLinks(links, 'to');
  const ranks = new Map<string, number>();
  for (const { id } of items) {
    const least = entry === undefined || id === entry ? 0 : 1;
    ranks.set(id, Math.max(least, ...(into.get(id) ?? []).map(({ from }) => (ranks.get(from) ?? 0) + 1)));
  }
  if (exit !== undefined) ranks.set(exit, Math.max(...ranks.values(), 0) + (hasCompany(exit, ranks) ? 1 : 0));
  return ranks;
}

function hasCompany(id: string, ranks: ReadonlyMap<string, number>): boolean {
  const last = Math.max(...ranks.values());
  return [...ranks].some(([other, rank]) => other !== id && rank === last);
}

/** A longest way from a beginning to the deepest item; of equals the one with more computing, then the first. */
function mainPath(
  items: readonly LayoutItem[],
  links: readonly Link[],
  ranks: ReadonlyMap<string, number>,
): Set<string> {
  const into = groupLinks(links, 'to');
  const work = new Map<string, number>();
  const previous = new Map<string, string>();
  for (const { id, macs } of items) {
    const rank = ranks.get(id) ?? 0;
    let most = 0;
    for (const { from } of into.get(id) ?? []) {
      const done = work.get(from) ?? 0;
      if (ranks.get(from) !== rank - 1 || (previous.has(id) && done <= most)) continue;
      previous.set(id, from);
      most = done;
    }
    work.set(id, most + macs);
  }
  const deepest = [...items].sort((a, b) => (ranks.get(b.id) ?? 0) - (ranks.get(a.id) ?? 0))[0];
  const path = new Set<string>();
  for (let at = deepest?.id; at !== undefined; at = previous.get(at)) path.add(at);
  return path;
}

/** An item off the main path keeps its lane free from its last source to its first reader, so its edges run straight. */
function assignLanes(
  items: readonly LayoutItem[],
  links: readonly Link[],
  ranks: ReadonlyMap<string, number>,
  main: ReadonlySet<string>,
): Map<string, number> {
  const into = groupLinks(links, 'to');
  const outOf = groupLinks(links, 'from');
  const lanes = new Map<string, number>();
  const taken: { from: number; to: number }[][] = [];
  const rankOf = (id: string) => ranks.get(id) ?? 0;
  for (const { id } of items) {
    if (main.has(id)) {
      lanes.set(id, 0);
      continue;
    }
    const rank = rankOf(id);
    const sources = into.get(id) ?? [];
    const from = Math.min(rank, ...sources.map((link) => rankOf(link.from) + 1));
    const to = Math.max(rank, ...(outOf.get(id) ?? []).map((link) => rankOf(link.to) - 1));
    const parent = sources.map((link) => lanes.get(link.from) ?? 0).find((lane) => lane > 0);
    const free = (lane: number) => (taken[lane] ?? []).every((span) => span.to < from || span.from > to);
    let lane = parent !== undefined && free(parent) ? parent : 1;
    while (!free(lane)) lane++;
    lanes.set(id, lane);
    taken[lane] = [...(taken[lane] ?? []), { from, to }];
  }
  return lanes;
}

function routeEdges<L extends Link>(
  links: readonly L[],
  places: readonly Place[],
): { readonly edges: readonly EdgePlace<L>[]; readonly shared: boolean } {
  const placeOf = new Map(places.map((place) => [place.id, place]));
  const occupied = new Set(places.map(({ rank, lane }) => `${lane} ${rank}`));
  const busy: { from: number; to: number }[][] = [];
  let shared = false;
  const edges = links.map((link): EdgePlace<L> => {
    const source = placeOf.get(link.from);
    const target = placeOf.get(link.to);
    if (!source || !target) return { link, lane: 0, channel: 0 };
    const clear = (lane: number) => {
      for (let rank = source.rank + 1; rank < target.rank; rank++) {
        if (occupied.has(`${lane} ${rank}`)) return false;
      }
      return true;
    };
    const lane = [Math.max(source.lane, target.lane), Math.min(source.lane, target.lane)].find(clear);
    if (lane !== undefined) return { link, lane, channel: 0 };
    const free = (channel: number) =>
      (busy[channel] ?? []).every(({ from, to }) => from >= target.rank || to <= source.rank);
    let channel = 0;
    while (channel < MOST_CHANNELS && !free(channel)) channel++;
    if (channel === MOST_CHANNELS) shared = true;
    busy[channel] = [...(busy[channel] ?? []), { from: source.rank, to: target.rank }];
    return { link, lane: null, channel };
  });
  return { edges, shared };
}
