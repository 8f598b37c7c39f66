/**
 * The tensor on show and the element whose word is open, from the stores. When nobody picked an element it is the first
 * one that a fault names, else the one that tells most; that choice is not written to the store.
 */
import { useMemo, useState } from 'react';
import { useGraph } from '#app/state/lab.ts';
import { useActiveFaults } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { useTensor } from '#app/state/tensors.ts';
import { parseFault } from '#engine/faults/parse.ts';
import { resolveIndices } from '#engine/faults/resolveIndices.ts';
import type { GraphNode } from '#engine/graph/modelGraph.ts';
import type { TensorReply } from '#workers/labApi.ts';
import type { Comparison } from './comparison.ts';
import { useComparison } from './comparisons.ts';
import { useNetScale } from './netScale.ts';
import { type TensorRole, tensorRole } from './tensorRole.ts';
import { type TensorWords, tensorWords } from './tensorWords.ts';

export interface OpenTensor {
  readonly reply: TensorReply;
  readonly comparison: Comparison;
  readonly isParameter: boolean;
  readonly role: TensorRole;
  readonly words: TensorWords;
  readonly site: number;
}

/** The selected node, or null. */
export function useOpenNode(): GraphNode | null {
  const graph = useGraph();
  const id = useSelection((state) => state.node);
  return useMemo(() => graph?.nodes.find((node) => node.id === id) ?? null, [graph, id]);
}

/**
 * Null before any tensor has come. While a newly opened one is on its way the one before stays, `stale`: to be seen, not
 * to be touched, so that the screen does not blink.
 */
export function useOpenTensor(): (OpenTensor & { readonly stale: boolean }) | null {
  const graph = useGraph();
  const tensor = useSelection((state) => state.tensor);
  const picked = useSelection((state) => state.site);
  const faults = useActiveFaults();
  const reply = useTensor(tensor);
  const isParameter = tensor !== null && graph?.parameters[tensor] !== undefined;
  const comparison = useComparison(reply, useNetScale(isParameter));
  const open = useMemo((): OpenTensor | null => {
    if (!reply || !comparison) return null;
    const site = openSite(picked, faults, reply, comparison);
    const role = graph ? tensorRole(graph, reply.tensor) : 'value';
    return { reply, comparison, isParameter, role, words: tensorWords(reply), site };
  }, [reply, comparison, isParameter, picked, faults, graph]);
  const [held, hold] = useState(open);
  if (open && open !== held) hold(open);
  if (open) return { ...open, stale: false };
  if (!held) return null;
  // Of the same tensor the picture before is still good, and can be worked with, while the next is compared.
  const same = held.reply.tensor === tensor;
  return { ...held, site: same ? (picked ?? held.site) : held.site, stale: !same };
}

/** The element that is open: the one picked, else the first that a fault names, else the one that tells most. */
export function openSite(
  picked: number | null,
  faults: readonly string[],
  reply: TensorReply,
  comparison: Comparison,
): number {
  if (picked !== null && picked < reply.golden.length) return picked;
  return firstFaultySite(faults, reply) ?? comparison.telling;
}

function firstFaultySite(faults: readonly string[], { tensor, shape }: TensorReply): number | null {
  for (const text of faults) {
    try {
      const { site } = parseFault(text);
      if (`${site.node}/${site.tensor}` === tensor)
        return resolveIndices(site.index, shape, tensor)[0] ?? null;
    } catch {
      // The fault list shows what is wrong with it.
    }
  }
  return null;
}
