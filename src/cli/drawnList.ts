/** `bitflip plan --list FILE`: the faults that a plan draws, for SpikingJET, SCI-FI or keras_weight_injector to run. */
import { open } from 'node:fs/promises';
import { FAULT_LIST_HEADER, faultListLines, type ListLayout } from '#engine/campaign/exchange/faultList.ts';
import type { BoundPlan } from '#engine/campaign/plan/bindPlan.ts';
import { trialOf } from '#engine/campaign/plan/trial.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { LabError } from '#engine/labError.ts';

/** Characters written at once. */
const BLOCK = 2 ** 16;

/** Each fault once, in the order of trials. Throws LabError `unsupported` for faults that such a list cannot say. */
export async function writeDrawnList(
  bound: BoundPlan,
  graph: ModelGraph,
  path: string,
  layout: ListLayout,
): Promise<number> {
  const file = await open(path, 'w').catch((error: Error) => {
    throw new LabError('bad-argument', `--list: ${path} could not be written: ${error.message}.`, { path });
  });
  const listed = new Set<string>();
  let text = `${FAULT_LIST_HEADER}\n`;
  try {
    for (let t = 0; t < bound.trials; t++) {
      const { text: fault } = trialOf(bound, t);
      // Pairs hit one fault on several images.
      if (listed.has(fault)) continue;
      const [line] = faultListLines([fault], graph, layout, listed.size);
      listed.add(fault);
      text += `${line}\n`;
      if (text.length < BLOCK) continue;
      await file.write(text);
      text = '';
    }
    await file.write(text);
  } finally {
    await file.close();
  }
  return listed.size;
}
