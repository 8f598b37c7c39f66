/** The import report of a model on a command's bench: its reference pairs are run. */
import type { InputTensor } from '#engine/runtime/played.ts';
import { firstRun } from '#engine/scene/firstRun.ts';
import { importedStorage } from '#engine/scene/importedStorage.ts';
import { type ImportSummary, importSummary } from '#engine/scene/importSummary.ts';
import { noteGroups, noteText } from '#engine/scene/importText.ts';
import { checkReferences, readReferences } from '#engine/scene/referencePairs.ts';
import type { Bench } from './bench.ts';

export async function importOnBench(bench: Bench): Promise<ImportSummary> {
  const { opened, lab } = bench;
  const { prepareOnBench } = await import('./sceneOnBench.ts');
  const storage = importedStorage(opened, lab.program);
  const answer = async (inputs: readonly InputTensor[]) => {
    lab.setInputs(inputs);
    const { corruption } = await prepareOnBench({ storage, faults: [] }, bench);
    return (await firstRun(() => lab.outputs(corruption))).map(({ golden }) => golden);
  };
  return importSummary(
    opened,
    lab.program.graph,
    await checkReferences(await readReferences(opened), answer),
  );
}

export const importJson = ({ recognised, cost, budgetBytes, references, notes }: ImportSummary) => ({
  recognised,
  memory: { weightsBytes: cost.weightsBytes, valuesBytes: cost.valuesBytes, budgetBytes },
  references: references && { ...references },
  notes: notes.map((note) => ({ ...note })),
});

/** Notes alone: the facts stand in the head of the table. */
export function notesText({ notes }: ImportSummary): string {
  return noteGroups(notes)
    .map(({ title, notes: own }) => `\n${title}:\n${own.map((note) => `- ${noteText(note)}\n`).join('')}`)
    .join('');
}
