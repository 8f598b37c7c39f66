/**
 * The reveal of the present reply: who lights up when, and whether it still goes on. Another picture, or a wish for no
 * motion, makes everything appear at once; so does a change of view, which is no journey.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useScene } from '#app/state/scene.ts';
import type { ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';
import type { SceneReply } from '#workers/labApi.ts';
import { travelDelaysMs, wantsNoMotion } from './travel.ts';

export interface Travel {
  readonly delays: ReadonlyMap<NodeId, number>;
  readonly travelling: boolean;
}

const AT_ONCE: ReadonlyMap<NodeId, number> = new Map();
/** The last node's delay and its fade. */
const OVER_AFTER_MS = 900;

export function useTravel(graph: ModelGraph, reached: ReadonlySet<NodeId>, reply: SceneReply | null): Travel {
  const before = useRef<{ readonly reached: ReadonlySet<NodeId>; readonly input: unknown } | null>(null);
  const [arrived, setArrived] = useState<SceneReply | null>(null);
  const delays = useMemo(() => {
    if (!reply) return AT_ONCE;
    const { input } = useScene.getState().scene;
    const last = before.current;
    before.current = { reached, input };
    if (last === null || last.input !== input || wantsNoMotion()) return AT_ONCE;
    return travelDelaysMs(graph, reached, last.reached);
  }, [graph, reached, reply]);
  useEffect(() => {
    const timer = setTimeout(() => setArrived(reply), OVER_AFTER_MS);
    return () => clearTimeout(timer);
  }, [reply]);
  return { delays, travelling: delays.size > 0 && arrived !== reply };
}
