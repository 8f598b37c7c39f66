/** The scene's storage plan, entry by entry: what it says of one tensor, and the plan with that said otherwise. */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { readStorage, readStorageEntry } from '#engine/storage/storageEntry.ts';
import { ACTIVATIONS, planStorage, storable, WEIGHTS } from '#engine/storage/storagePlan.ts';
import { FLOAT32 } from '#engine/storage/storageSpec.ts';

/** What an entry is about: the tensor alone, or all of its kind. */
export type Target = 'tensor' | 'all';

/** The word for all tensors of this one's kind. */
export function allOf(tensor: string, graph: ModelGraph): typeof WEIGHTS | typeof ACTIVATIONS {
  return graph.parameters[tensor] ? WEIGHTS : ACTIVATIONS;
}

/** The text of the tensor's format under the plan, `float32` where it is not in it; entries that do not read count as none. */
export function formatUnder(storage: readonly string[], tensor: string, graph: ModelGraph): string {
  try {
    return planStorage(readStorage(storage), graph).get(tensor)?.text ?? FLOAT32;
  } catch {
    return FLOAT32;
  }
}

/** Whether the plan can say anything of it. */
export function isStorable(tensor: string, graph: ModelGraph): boolean {
  const facts = graph.parameters[tensor] ?? graph.values[tensor];
  return facts?.dtype === 'float32' && storable(graph).includes(tensor);
}

/**
 * The plan with this format for the target. An entry for all replaces those it covers; one for a tensor follows what is
 * said of all, float32 included; float32 for what nothing else is said of is no entry.
 */
export function withFormat(
  storage: readonly string[],
  target: string,
  format: string,
  graph: ModelGraph,
): readonly string[] {
  const rest = storage.filter((text) => !isCovered(text, target, graph));
  if (format !== FLOAT32) return [...rest, `${target}=${format}`];
  const isAll = target === WEIGHTS || target === ACTIVATIONS;
  return isAll || formatUnder(rest, target, graph) === FLOAT32 ? rest : [...rest, `${target}=${FLOAT32}`];
}

function isCovered(text: string, target: string, graph: ModelGraph): boolean {
  try {
    const { target: other } = readStorageEntry(text);
    if (other === target) return true;
    return (
      (target === WEIGHTS || target === ACTIVATIONS) && other.includes('/') && allOf(other, graph) === target
    );
  } catch {
    return false;
  }
}
