/** Delays of the present reply's reveal. Another picture, or a wish for no motion, makes everything appear at once. */
import { useMemo, useRef } from 'react';
import { useScene } from '#app/state/scene.ts';
import type { ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';
import type { SceneReply } from '#workers/labApi.ts';
import { travelDelaysMs, wantsNoMotion } from './travel.ts';

const AT_ONCE: ReadonlyMap<NodeId, number> = new Map();

export function useTravel(
  graph: ModelGraph,
  reached: ReadonlySet<NodeId>,
  reply: SceneReply | null,
): ReadonlyMap<NodeId, number> {
  const before = useRef<{ readonly reached: ReadonlySet<NodeId>; readonly input: unknown } | null>(null);
  return useMemo(() => {
    if (!reply) return AT_ONCE;
    const { input } = useScene.getState().scene;
    const last = before.current;
    before.current = { reached, input };
    if (last === null || last.input !== input || wantsNoMotion()) return AT_ONCE;
    return travelDelaysMs(graph, reached, last.reached);
  }, [graph, reached, reply]);
}
