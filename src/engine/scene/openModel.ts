/** Opens a model folder: model.json, its weights, and if they are there its card and gallery. */
import { strFromU8 } from 'fflate';
import { type Gallery, type ModelCard, parseCard, readGallery } from '../io/modelCard.ts';
import { type ModelFiles, readModelFiles } from '../io/modelFiles.ts';
import { modelId } from '../io/modelId.ts';
import { LabError } from '../labError.ts';

/** Bytes of a file of the folder, or null if there is no such file. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

export interface OpenedFiles {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly files: ModelFiles;
  readonly card: ModelCard | null;
  readonly gallery: Gallery | null;
}

/** Throws LabError `bad-file`. `modelFile` is `model.json` unless the person named another. */
export async function openModel(readFile: ReadFile, modelFile = 'model.json'): Promise<OpenedFiles> {
  const need = async (path: string): Promise<Uint8Array> => {
    const bytes = await readFile(path);
    if (bytes === null) throw new LabError('bad-file', `${path} is missing.`, { path });
    return bytes;
  };
  const files = await readModelFiles(parseJson(await need(modelFile), modelFile), need);
  const cardBytes = await readFile('card.json');
  const card = cardBytes === null ? null : parseCard(cardBytes);
  const gallery = card?.gallery === undefined ? null : await readGallery(card.gallery, need);
  return { id: modelId(files), files, card, gallery };
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(strFromU8(bytes));
  } catch {
    throw new LabError(
      'bad-file',
      `${path} is not JSON. A TensorFlow.js model is a model.json with its weight files beside it.`,
      { path },
    );
  }
}
