/** MODEL of the command line: a bundled name, a folder with a model.json, or the path of a model.json, .h5, .keras or .zip. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { LabError } from '#engine/labError.ts';
import { type OpenedFiles, openFiles, openModel, type ReadFile } from '#engine/scene/openModel.ts';
import { MODELS_FOLDER } from './place.ts';

export type ModelPlace =
  | {
      readonly kind: 'folder';
      readonly folder: string;
      /** Name of the model.json in it. */
      readonly modelFile: string;
      /** For people, where the model has no card. */
      readonly name: string;
    }
  /** One file that holds the whole model, or something else that is then named. */
  | { readonly kind: 'file'; readonly path: string; readonly name: string };

/** A plain word is a bundled model first, then a path. Throws LabError `bad-argument` if there is nothing. */
export async function findModel(model: string, startFolder: string): Promise<ModelPlace> {
  const bundled = join(MODELS_FOLDER, model);
  if (/^[\w.-]+$/.test(model) && (await isFile(join(bundled, 'model.json')))) return inFolder(bundled);
  const path = resolve(startFolder, model);
  if (await isFile(path)) {
    return path.endsWith('.json')
      ? { kind: 'folder', folder: dirname(path), modelFile: basename(path), name: basename(dirname(path)) }
      : { kind: 'file', path, name: basename(path) };
  }
  if (await isFile(join(path, 'model.json'))) return inFolder(path);
  const why = (await exists(path))
    ? 'is a folder without a model.json'
    : 'is neither a bundled model nor a path';
  throw new LabError(
    'bad-argument',
    `Model "${model}" ${why}. Bundled: ${(await bundledNames()).join(', ')}; or give a folder, a model.json, or a .h5, .keras or .zip file.`,
    { model },
  );
}

/** Reads the model at a place. Throws LabError `bad-file`, `bad-model` or `unsupported`. */
export async function openPlace(place: ModelPlace): Promise<OpenedFiles> {
  if (place.kind === 'folder') return await openModel(folderReader(place.folder), place.modelFile);
  return await openFiles(new Map([[place.name, await readFile(place.path)]]), place.name);
}

const inFolder = (folder: string): ModelPlace => ({
  kind: 'folder',
  folder,
  modelFile: 'model.json',
  name: basename(folder),
});

async function bundledNames(): Promise<string[]> {
  const entries = await readdir(MODELS_FOLDER, { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** Reads files of the model's folder and no others; null for one that is not there. */
function folderReader(folder: string): ReadFile {
  return async (path) => {
    const full = resolve(folder, path);
    const inside = relative(folder, full);
    if (isAbsolute(inside) || inside.split(/[\\/]/)[0] === '..') {
      throw new LabError(
        'bad-file',
        `"${path}" lies outside the model's folder; only files beside model.json are read.`,
        { path },
      );
    }
    try {
      return await readFile(full);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new LabError('bad-file', `${full} could not be read: ${(error as Error).message}.`, { path });
    }
  };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
