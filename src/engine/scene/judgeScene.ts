/**
 * Whether a storage plan and faults fit a model and each other, judged without data: scales that would be fitted are
 * taken in outline. What `prepareScene` will say, save whether a range can be fitted.
 */
import type { ModelGraph } from '../graph/modelGraph.ts';
import { readStorage } from '../storage/storageEntry.ts';
import { planStorage } from '../storage/storagePlan.ts';
import { storageOutline } from '../storage/tensorStorage.ts';
import { dataShape } from './faultStorage.ts';
import { type PreparedFaults, prepareFaults } from './prepareFaults.ts';
import type { SceneTexts } from './prepareScene.ts';

/** For looking at words and layouts; nothing of it may run. Throws LabError as `prepareScene` does. */
export function judgeScene({ storage, faults }: SceneTexts, graph: ModelGraph): PreparedFaults {
  const plan = planStorage(readStorage(storage), graph);
  const outlines = new Map(
    [...plan].map(([id, spec]) => [id, storageOutline(spec, ...dataShape(id, graph))]),
  );
  return prepareFaults(faults, graph, 1, outlines);
}
