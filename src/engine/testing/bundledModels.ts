/** The models of public/models with what stands beside them: cards, galleries, and what the training framework answered. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { argmax } from '../campaign/outcome.ts';
import type { ModelGraph, ValueId } from '../graph/modelGraph.ts';
import { type Gallery, galleryItem, type ModelCard, readGallery } from '../io/modelCard.ts';
import { NO_CORRUPTION } from '../runtime/corruption.ts';
import type { Device } from '../runtime/device.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import type { Program } from '../runtime/program.ts';
import { Run } from '../runtime/run.ts';
import { Calibration } from '../scene/calibration.ts';
import { galleryBatch } from '../scene/galleryBatch.ts';
import { type OpenedFiles, openModel, type ReadFile } from '../scene/openModel.ts';
import type { SettledStorage } from '../scene/prepareFaults.ts';
import { settleScene } from '../scene/prepareScene.ts';
import { StorageSettler } from '../scene/settleStorage.ts';
import { randomFaults } from './randomFaults.ts';
import { randomStoredFaults } from './storedSubjects.ts';

const MODELS = 'public/models';
const BATCH = 50;
const BUDGET_BYTES = 2 ** 28;

/** All there are; a folder without a card is no model. */
export const BUNDLED: readonly string[] = readdirSync(MODELS).filter((id) =>
  existsSync(`${MODELS}/${id}/card.json`),
);

/** An ImageNet-class net costs a hundred times a small one: fewer faults, wasm only. */
export const isLarge = (id: string): boolean => id === 'efficientnet-lite0';

export interface BundledModel extends OpenedFiles {
  readonly card: ModelCard;
  readonly gallery: Gallery;
  readonly program: Program;
  /** As its card says its tensors are stored; empty for float32. */
  readonly storage: SettledStorage;
}

export const readBundled =
  (id: string): ReadFile =>
  async (path) => {
    const file = `${MODELS}/${id}/${path}`;
    return existsSync(file) ? new Uint8Array(readFileSync(file)) : null;
  };

/** JSON beside the model, read as its tool wrote it. */
export const bundledJson = <T>(id: string, file: string): T =>
  JSON.parse(readFileSync(`${MODELS}/${id}/${file}`, 'utf8')) as T;

/** On the current back end, which is `device`. */
export async function openBundled(id: string, device: Device): Promise<BundledModel> {
  const opened = await openModel(readBundled(id));
  const { card, gallery } = opened;
  if (card === null || gallery === null) throw new Error(`${id} has no card or no gallery`);
  const program = await loadProgram(opened.files);
  const settler = new StorageSettler(
    program.graph,
    new Calibration(program, device, { count: 1, batch: () => [galleryBatch(gallery, 0, 1)] }),
  );
  const scene = { storage: card.storage ?? [], faults: [] };
  return { ...opened, card, gallery, program, storage: await settleScene(scene, program.graph, settler) };
}

/** The bundled held-out pictures; null where there are none. */
export async function heldOutOf(id: string, { card }: BundledModel): Promise<Gallery | null> {
  const path = card['heldOut'];
  if (typeof path !== 'string') return null;
  return readGallery(path, async (file) => (await readBundled(id)(file)) ?? new Uint8Array());
}

/** Class of every picture (the model's gallery by default), as the lab sees it. */
export async function classesOf(
  { program, storage, gallery: own }: BundledModel,
  device: Device,
  gallery: Gallery = own,
): Promise<number[]> {
  const lab = new Laboratory(program, device, BUDGET_BYTES);
  const classes: number[] = [];
  for (let first = 0; first < gallery.count; first += BATCH) {
    const count = Math.min(BATCH, gallery.count - first);
    lab.setInputs([galleryBatch(gallery, first, count)]);
    const [output] = await lab.outputs({ ...NO_CORRUPTION, storage });
    const scores = output?.golden ?? new Float32Array();
    const size = scores.length / count;
    for (let k = 0; k < count; k++) classes.push(argmax(scores.subarray(k * size, (k + 1) * size)));
  }
  lab.setInputs([galleryBatch(gallery, 0, 1)]);
  return classes;
}

/** The value in front of the final softmax. */
export function logitsValue(graph: ModelGraph): ValueId {
  const node = graph.nodes.find(({ outputs }) => outputs.includes(graph.outputs[0] as string));
  return node?.pre ?? node?.inputs[0] ?? '';
}

/** Logits and probabilities of one gallery picture. */
export async function scoresOf(
  { program, storage, gallery }: BundledModel,
  device: Device,
  item: number,
): Promise<readonly Float32Array[]> {
  const feed = tensor(galleryItem(gallery, item), [1, ...gallery.shape], 'float32');
  const options = { budgetBytes: BUDGET_BYTES };
  const run = await Run.full(program, device, [feed], options, { ...NO_CORRUPTION, storage });
  const { graph } = program;
  const scores = await run.with([logitsValue(graph), graph.outputs[0] as string], (values) =>
    Promise.all(values.map((value: Tensor) => device.words(value))),
  );
  run.dispose();
  feed.dispose();
  return scores.map((words) => new Float32Array(words.buffer, words.byteOffset, words.length));
}

/** Seeded random faults in the words of the model's tensors. */
export const faultsOn = ({ program, storage }: BundledModel, count: number, seed: string): string[] =>
  storage.size > 0
    ? randomStoredFaults(program, storage, count, seed)
    : randomFaults(program.graph, count, seed);
