/** The models of public/models with what stands beside them: cards, galleries, and what the training framework answered. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { argmax } from '../campaign/outcome.ts';
import { type Gallery, readGallery } from '../io/modelCard.ts';
import { NO_CORRUPTION } from '../runtime/corruption.ts';
import type { Device } from '../runtime/device.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { galleryBatch } from '../scene/galleryBatch.ts';
import type { ReadFile } from '../scene/openModel.ts';
import { type CardedModel, openCarded } from './cardedModel.ts';
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

export type BundledModel = CardedModel;

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
export const openBundled = (id: string, device: Device): Promise<BundledModel> =>
  openCarded(readBundled(id), device);

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

/** Seeded random faults in the words of the model's tensors. */
export const faultsOn = ({ program, storage }: BundledModel, count: number, seed: string): string[] =>
  storage.size > 0
    ? randomStoredFaults(program, storage, count, seed)
    : randomFaults(program.graph, count, seed);
