/**
 * Scene, selection, seed and display as the address after `#`, and back:
 * `#/lab?u=1&m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=0,2,1,5&v=diff&f=conv2d_1/kernel[0,2,1,5]:flip(30)`.
 * Reading never throws: every field is judged on its own, a bad one falls back and is named in `problems`, an unknown
 * one is kept and written again.
 */
import { BLOCKS_KEYS, type OpenBlocks, printBlocks, readBlocks } from '#app/graph/blocksField.ts';
import { LAYER_KEYS, printLayerView, readLayerView } from '#app/layer/layerField.ts';
import { FIRST_LAYER_VIEW, type LayerView } from '#app/layer/layerView.ts';
import { type AddressFields, clip, printFields, readFields } from './addressFields.ts';
import { DATASET_KEYS, printDataset } from './datasetField.ts';
import { DISPLAY_KEYS, type Display, displayPath, printDisplay, readDisplay, WHOLE_LAB } from './display.ts';
import { DRAW_KEYS, type FaultDraw, FIRST_DRAW, printDraw, readDraw } from './faultDraw.ts';
import { FAULT_KEYS, printFaults, readFaults } from './faultField.ts';
import { INPUT_KEYS, printInput, readInput } from './inputField.ts';
import type { ModelSummary } from './lab.ts';
import type { Scene } from './scene.ts';
import type { Selection } from './selection.ts';
import { printSelection, readSelection, SELECTION_KEYS } from './selectionField.ts';
import { printStorage, readStorage, STORAGE_KEYS } from './storageField.ts';

/** What an address holds beside scene and selection. */
export interface AddressRest {
  readonly draw: FaultDraw;
  readonly display: Display;
  readonly blocks: OpenBlocks;
  /** How layers are looked at. */
  readonly layer: LayerView;
  /** Fields this version does not know, in their order. */
  readonly unknown: AddressFields;
}

export interface ReadAddress extends AddressRest {
  readonly scene: Scene;
  readonly selection: Selection;
  /** One plain line for each field that was not taken. */
  readonly problems: readonly string[];
}

const VERSION = '1';
export const NO_REST: AddressRest = {
  draw: FIRST_DRAW,
  display: WHOLE_LAB,
  blocks: null,
  layer: FIRST_LAYER_VIEW,
  unknown: [],
};
const OWN_KEYS = [
  'u',
  'm',
  ...DATASET_KEYS,
  ...INPUT_KEYS,
  ...SELECTION_KEYS,
  ...STORAGE_KEYS,
  ...FAULT_KEYS,
  ...DRAW_KEYS,
  ...DISPLAY_KEYS,
  ...BLOCKS_KEYS,
  ...LAYER_KEYS,
];

/** The model that a link names (id of a card, or 12 hex digits), null if it names none. */
export function askedModel(hash: string): string | null {
  return new Map(readFields(hash)).get('m') ?? null;
}

export const isModel = (asked: string, { card, modelHash }: ModelSummary): boolean =>
  asked === card.id || asked === modelHash;

/** Everything is read against the model that is open; open the one that `askedModel` names first. */
export function readAddress(hash: string, model: ModelSummary): ReadAddress {
  const problems: string[] = [];
  const fields = readFields(hash);
  const field = new Map(fields);
  const asked = field.get('m');
  if (asked !== undefined && !isModel(asked, model))
    problems.push(`The link names the model "${clip(asked)}"; this is ${model.card.id}.`);
  const storage = readStorage(field, model.graph, model.card.storage, problems);
  const scene: Scene = {
    input: readInput(field, model, problems),
    storage,
    faults: readFaults(field, model.graph, problems, storage),
  };
  const selection = readSelection(field, model, problems);
  return {
    scene,
    selection,
    draw: readDraw(field, problems),
    display: readDisplay(hash, problems),
    blocks: readBlocks(field, model.graph, problems),
    layer: readLayerView(field, problems),
    unknown: fields.filter(([key]) => !OWN_KEYS.includes(key)),
    problems,
  };
}

export function printAddress(
  scene: Scene,
  selection: Selection,
  model: ModelSummary,
  { draw, display, blocks, layer, unknown }: AddressRest = NO_REST,
): string {
  const fields = printFields([
    ['u', VERSION],
    ['m', model.card.id],
    ...printDataset(model.dataset),
    printInput(scene.input),
    ...printSelection(selection, model),
    ...printStorage(scene.storage, model.card.storage),
    ...printFaults(scene.faults),
    ...printDraw(draw),
    ...printDisplay(display),
    ...printBlocks(blocks, model.graph),
    ...printLayerView(layer),
    ...unknown,
  ]);
  return `${displayPath(display)}?${fields}`;
}
