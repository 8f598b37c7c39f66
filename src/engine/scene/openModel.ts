/** Opens a model folder: model.json, its weights, and if they are there its card and gallery. */
import type { FileSet } from '../io/archive.ts';
import type { ImportNote } from '../io/importReport.ts';
import { type Gallery, type ModelCard, parseCard, readGallery } from '../io/modelCard.ts';
import { type ModelFiles, readModelFiles } from '../io/modelFiles.ts';
import { modelId } from '../io/modelId.ts';
import { normaliseModel } from '../io/normaliseModel.ts';
import { parseJson } from '../io/parseJson.ts';
import { producerOf } from '../io/producer.ts';
import type { LayerStorage } from '../io/qkeras/plainModel.ts';
import { readModel } from '../io/readModel.ts';
import { LabError } from '../labError.ts';

/** Bytes of a file of the folder, or null if there is no such file. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

export interface OpenedFiles {
  /** 64 hexadecimal digits. */
  readonly id: string;
  /** Normalised: what TensorFlow.js builds. */
  readonly files: ModelFiles;
  /** What the model was recognised as. */
  readonly recognised: string;
  /** What was rewritten on the way in, and how its tensors are stored. */
  readonly notes: readonly ImportNote[];
  /** See importedStorage. */
  readonly layerStorage: readonly LayerStorage[];
  readonly card: ModelCard | null;
  /** What the person calls it, where it has no card. */
  readonly name?: string;
  readonly gallery: Gallery | null;
  /** Further files beside the model: held-out pictures. */
  readonly readFile: ReadFile;
}

const FOLDER = 'A TensorFlow.js model is a model.json with its weight files beside it.';

/** Throws LabError `bad-file`. `modelFile` is `model.json` unless the person named another. */
export async function openModel(readFile: ReadFile, modelFile = 'model.json'): Promise<OpenedFiles> {
  const need = async (path: string): Promise<Uint8Array> => {
    const bytes = await readFile(path);
    if (bytes === null) throw new LabError('bad-file', `${path} is missing.`, { path });
    return bytes;
  };
  const json = parseJson(await need(modelFile), modelFile, FOLDER);
  const files = await readModelFiles(json, need);
  return await opened(files, `TensorFlow.js ${files.format} model${producerOf(json)}`, readFile, need);
}

/** A model out of what a person dropped or named: loose files, a folder, a zip, a Keras file. */
export async function openFiles(given: FileSet, name: string): Promise<OpenedFiles> {
  const { files, recognised, beside } = await readModel(given, name);
  const read: ReadFile = async (path) => beside.get(path) ?? null;
  return await opened(files, recognised, read, async (path) => {
    const bytes = await read(path);
    if (bytes === null) throw new LabError('bad-file', `${path} is missing.`, { path });
    return bytes;
  });
}

async function opened(
  raw: ModelFiles,
  recognised: string,
  readFile: ReadFile,
  need: (path: string) => Promise<Uint8Array>,
): Promise<OpenedFiles> {
  const id = await modelId(raw);
  const { files, notes, layerStorage } = normaliseModel(raw);
  const cardBytes = await readFile('card.json');
  const card = cardBytes === null ? null : parseCard(cardBytes);
  const gallery = card?.gallery === undefined ? null : await readGallery(card.gallery, need);
  return { id, files, recognised, notes, layerStorage, card, gallery, readFile };
}
