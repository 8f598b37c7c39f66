/**
 * A model of the person's own proves itself before it takes the place of another: it runs once, as it is stored, and
 * answers the reference inputs beside it. What hangs or runs out of memory here ends a worker that nobody needs.
 */
import type { Laboratory } from '#engine/runtime/laboratory.ts';
import type { InputTensor } from '#engine/runtime/played.ts';
import { firstRun } from '#engine/scene/firstRun.ts';
import { importedStorage } from '#engine/scene/importedStorage.ts';
import { type ImportSummary, importSummary } from '#engine/scene/importSummary.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import { prepareScene } from '#engine/scene/prepareScene.ts';
import { checkReferences, readReferences } from '#engine/scene/referencePairs.ts';
import { FIRST_INPUT_INDEX } from './firstInput.ts';
import type { SceneInput } from './labApi.ts';
import type { Pictures } from './pictures.ts';
import { sceneInputs } from './sceneInput.ts';

/** Leaves inputs of its own on the bench: `input` says which, null for those of a reference. */
export async function proveModel(
  opened: OpenedFiles,
  lab: Laboratory,
  pictures: Pictures,
): Promise<{ readonly summary: ImportSummary; readonly input: SceneInput | null }> {
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
  const summary = importSummary(opened, program.graph, references);
  if (references !== null) return { summary, input: null };
  // What the page shows first: the golden run need not be made again.
  const index = Math.min(FIRST_INPUT_INDEX, Math.max(0, (opened.gallery?.count ?? 1) - 1));
  const input: SceneInput = { kind: 'gallery', index };
  await answer(sceneInputs(opened, program.graph, input));
  return { summary, input };
}
