/**
 * How corruption is shown to travel: nodes that a new reply changes light up one after the other in topological order,
 * all within 600 ms, and at once for people who want no motion or where the input itself has changed.
 */
import type { ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';

const STEP_MS = 60;
const WHOLE_MS = 600;

/** Delay for each node; nodes that are not on the way have none. */
export function travelDelaysMs(
  graph: ModelGraph,
  reached: ReadonlySet<NodeId>,
  before: ReadonlySet<NodeId>,
): ReadonlyMap<NodeId, number> {
  const onTheWay = graph.nodes.filter(({ id }) => reached.has(id) || before.has(id));
  const stepMs = Math.min(STEP_MS, WHOLE_MS / Math.max(1, onTheWay.length));
  return new Map(onTheWay.map(({ id }, order) => [id, Math.round(order * stepMs)]));
}

export const wantsNoMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
