/** The words of a whole tensor in the format in which it is stored, golden and faulty. */
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { Corruption } from '../runtime/corruption.ts';
import type { ComparedTensor } from '../runtime/played.ts';
import { wordsOf } from '../storage/readWords.ts';
import { storedAs } from '../storage/storagePlan.ts';
import type { TensorStorage } from '../storage/tensorStorage.ts';
import { applyPatch } from '../words/patch.ts';

export interface TensorWords {
  readonly storage: TensorStorage;
  readonly golden: Uint32Array;
  readonly faulty: Uint32Array;
}

/**
 * Null for float32. Where scale or zero point are faulty, the words of a parameter are told from its faults, since the
 * values need not lead back to them; those of a value are read by the faulty scale.
 */
export function tensorWords(
  id: string,
  { golden, faulty }: Pick<ComparedTensor, 'golden' | 'faulty'>,
  { storage, sites, readAs }: Corruption,
  graph: ModelGraph,
): TensorWords | null {
  const stored = storage.get(storedAs(id, graph, (other) => storage.has(other)));
  if (stored === undefined) return null;
  const goldenWords = wordsOf(stored, golden);
  const misread = readAs.get(id);
  if (misread === undefined) return { storage: stored, golden: goldenWords, faulty: wordsOf(stored, faulty) };
  if (!(id in graph.parameters))
    return { storage: stored, golden: goldenWords, faulty: wordsOf(misread, faulty) };
  const words = goldenWords.slice();
  const plan = sites.get(id);
  if (plan !== undefined) applyPatch(words, plan);
  return { storage: stored, golden: goldenWords, faulty: words };
}
