/** Scene files into the lab and out of it. Opening goes the way of a pasted link, so the model is opened with it. */

import { isModel } from '#app/state/address.ts';
import { type AddressFields, printFields, readFields } from '#app/state/addressFields.ts';
import { currentAddress, followLink } from '#app/state/addressSync.ts';
import { FAULT_KEYS, printFaults } from '#app/state/faultField.ts';
import { INPUT_KEYS } from '#app/state/inputField.ts';
import { type ModelSummary, useLab } from '#app/state/lab.ts';
import { notify } from '#app/state/notices.ts';
import { useScene } from '#app/state/scene.ts';
import { STORAGE_KEYS } from '#app/state/storageField.ts';
import { tensorFacts } from '#app/state/tensorFacts.ts';
import {
  inputFromFile,
  inputToFile,
  parseSceneFile,
  printSceneFile,
  SCENE_FILE,
  type SceneFile,
} from './sceneFile.ts';

const HELD_ELSEWHERE = ['u', 'm', ...INPUT_KEYS, ...STORAGE_KEYS, ...FAULT_KEYS];

/** The scene on the screen; null before a model is open. */
export function sceneFileText(): string | null {
  const { model } = useLab.getState();
  if (!model) return null;
  const { scene } = useScene.getState();
  const rest = readFields(currentAddress()).filter(([key]) => !HELD_ELSEWHERE.includes(key));
  return printSceneFile({
    format: SCENE_FILE,
    version: 1,
    model: { id: model.card.id, hash: model.modelHash, name: model.card.name },
    input: inputToFile(scene.input),
    storage: [...scene.storage],
    faults: scene.faults.map(({ text, on }) => ({ fault: text, on })),
    link: printFields(rest),
  });
}

/** Plays the scene of a file; one entry of the history. What is wrong with it is said, and nothing is lost. */
export async function openSceneFile(file: Blob): Promise<void> {
  try {
    const scene = parseSceneFile(await file.text());
    const input = inputFromFile(scene.input);
    await followLink(`#/lab?${printFields(fieldsOf(scene))}`, (linked, model) => {
      if (model.modelHash !== scene.model.hash && isModel(scene.model.id, model))
        notify('warning', `The file was made with another ${model.card.name}; its numbers may differ.`);
      return input.kind === 'gallery' || !takes(model, input.values) ? linked : { ...linked, input };
    });
  } catch (error) {
    notify('error', error instanceof Error ? error.message : String(error));
  }
}

function takes({ graph, card }: ModelSummary, values: Float32Array): boolean {
  const shape = tensorFacts(graph, graph.inputs[0] ?? '')?.shape ?? [];
  const wanted = shape.reduce((product, size) => product * size, 1);
  if (graph.inputs.length === 1 && values.length === wanted) return true;
  const got = `The picture of the file has ${values.length} values`;
  notify('warning', `${got}, ${card.name} takes ${wanted}; it was left out.`);
  return false;
}

function fieldsOf({ model, input, storage, faults, link }: SceneFile): AddressFields {
  return [
    ['m', model.id],
    ...(input.kind === 'gallery' ? [['i', String(input.index)] as const] : []),
    // The file's plan is the whole plan, whatever the model's card says.
    ['s', storage.join(';')],
    ...printFaults(faults.map(({ fault, on }) => ({ text: fault, on }))),
    ...readFields(`?${link}`).filter(([key]) => !HELD_ELSEWHERE.includes(key)),
  ];
}
