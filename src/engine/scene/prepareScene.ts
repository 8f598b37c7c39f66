/** A scene's storage plan and faults bound to a model: the plan settled first, the faults in its words. */
import { parseFaults } from '../faults/parse.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { Checkpoint } from '../runtime/run.ts';
import { readStorage } from '../storage/storageEntry.ts';
import { planStorage, type StoragePlan, storable } from '../storage/storagePlan.ts';
import { FLOAT32 } from '../storage/storageSpec.ts';
import { formatsOfFaults } from './faultStorage.ts';
import { type PreparedFaults, prepareFaults, type SettledStorage } from './prepareFaults.ts';
import type { StorageSettler } from './settleStorage.ts';
import { siteTensor } from './siteTensor.ts';

export interface SceneTexts {
  /** Entries of the storage plan. */
  readonly storage: readonly string[];
  readonly faults: readonly string[];
}

/**
 * Everything that runs needs to know of a scene. Throws LabError: `bad-fault`, `unknown-site`, `unsupported`,
 * `bad-argument`, or `bad-input` where a range cannot be fitted.
 */
export async function prepareScene(
  texts: SceneTexts,
  graph: ModelGraph,
  settler: StorageSettler,
  batchSize = 1,
  checkpoint?: Checkpoint,
): Promise<PreparedFaults> {
  const settled = await settleScene(texts, graph, settler, checkpoint);
  return prepareFaults(texts.faults, graph, batchSize, settled);
}

/** The storage of a scene alone: its plan and what the faults' `@format` add. */
export function settleScene(
  texts: SceneTexts,
  graph: ModelGraph,
  settler: StorageSettler,
  checkpoint?: Checkpoint,
): Promise<SettledStorage> {
  return settler.settle(scenePlan(texts, graph), checkpoint);
}

function scenePlan({ storage, faults }: SceneTexts, graph: ModelGraph): StoragePlan {
  const plan = planStorage(readStorage(storage), graph);
  const bound = faults
    .flatMap((text) => parseFaults(text))
    .map((fault) => ({ fault, target: siteTensor(fault, graph) }));
  const added = formatsOfFaults(bound, graph, (id) => plan.get(id)?.text ?? null);
  if (added.size === 0) return plan;
  const all = new Map([...plan, ...added]);
  return new Map(
    storable(graph).flatMap((id) => {
      const spec = all.get(id);
      return spec === undefined || spec.text === FLOAT32 ? [] : [[id, spec] as const];
    }),
  );
}
