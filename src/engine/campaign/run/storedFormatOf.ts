/** In which words a tensor is kept under a storage plan: its own, those of the value it hands on, else float32. */
import { FLOAT32_TENSOR } from '../../formats/groupedFormat.ts';
import type { ModelGraph } from '../../graph/modelGraph.ts';
import type { Corruption } from '../../runtime/corruption.ts';
import { storedAs } from '../../storage/storagePlan.ts';
import type { FormatOf } from '../plan/population.ts';

export function storedFormatOf(storage: Corruption['storage'], graph: ModelGraph): FormatOf {
  return (id) => storage.get(storedAs(id, graph, (other) => storage.has(other))) ?? FLOAT32_TENSOR;
}
