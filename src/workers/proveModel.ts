/**
 * A model of the person's own proves itself before it takes the place of another: it runs once, as it is stored, and
 * answers the reference inputs beside it. What hangs or runs out of memory here ends a worker that nobody needs.
 */
import type { Laboratory } from '#engine/runtime/laboratory.ts';
import type { InputTensor } from '#engine/runtime/played.ts';
import { firstRun } from '#engine/scene/firstRun.ts';
import { importedStorage } from '#engine/scene/importedStorage.ts';
import { type ImportSummary, importSummary } from '#engine/scene/importSummary.ts';
import { zeroInputs } from '#engine/scene/modelInputs.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import { prepareScene } from '#engine/scene/prepareScene.ts';
import { checkReferences, readReferences } from '#engine/scene/referencePairs.ts';
import type { Pictures } from './pictures.ts';

/** Leaves inputs of its own on the bench. */
export async function proveModel(
  opened: OpenedFiles,
  lab: Laboratory,
  pictures: Pictures,
): Promise<ImportSummary> {
  const { program } = lab;
  const storage = importedStorage(opened, program);
  const answer = async (inputs: readonly InputTensor[]) => {
    lab.setInputs(inputs);
    const { corruption } = await prepareScene(
      { storage, faults: [] },
      program.graph,
      pictures.settler(),
      1,
      async () => undefined,
    );
    return (await firstRun(() => lab.outputs(corruption))).map(({ golden }) => golden);
  };
  const references = await checkReferences(await readReferences(opened), answer);
  if (references === null) await answer(zeroInputs(program.graph));
  return importSummary(opened, program.graph, references);
}
