/** A dataset of the command line: a file, a folder, or a text that makes one, as the gallery of the bench's model. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { readDataset } from '#engine/io/datasets/readDataset.ts';
import { LabError } from '#engine/labError.ts';
import { type DatasetPlace, datasetGallery, type PreparedGallery } from '#engine/scene/datasetGallery.ts';
import { parseRecipe } from '#engine/scene/inputRecipe.ts';
import { MADE_PATTERN } from '#engine/scene/madeTensor.ts';

export interface DatasetOptions {
  /** Where relative paths start. */
  readonly folder: string;
  /** How items become inputs: `crop(0.875),imagenet`. */
  readonly prepare: string;
  /** Further files of the dataset: labels. */
  readonly beside?: readonly string[];
}

/** A terminal may hold more than a page. */
export const TERMINAL_LIMITS = { items: 2 ** 22, bytes: 2 ** 31 };
const MOST_FILES = 100_000;

/** Is there something at this path, or is it a tensor to be made? */
export async function isDataset(source: string, folder: string): Promise<boolean> {
  if (MADE_PATTERN.test(source.trim())) return true;
  return await stat(resolve(folder, source)).then(
    () => true,
    () => false,
  );
}

/** Throws LabError `bad-input` or `bad-file`. */
export async function openDataset(
  source: string,
  place: DatasetPlace,
  { folder, prepare, beside = [] }: DatasetOptions,
): Promise<PreparedGallery> {
  const recipe = parseRecipe(MADE_PATTERN.test(source.trim()) ? [source, prepare].join(';') : prepare);
  if (recipe.made !== null) return await datasetGallery(null, recipe, place);
  const files = new Map<string, Uint8Array>();
  for (const path of [source, ...beside])
    for (const [name, bytes] of await filesAt(resolve(folder, path))) files.set(name, bytes);
  const [first] = place.targets;
  const sizes = first?.shape ?? [];
  const dataset = readDataset(files, source, {
    inputs: place.targets.map(({ name }) => name),
    values: sizes.includes(null) ? null : (sizes as number[]).reduce((product, size) => product * size, 1),
  });
  return await datasetGallery(dataset, recipe, place);
}

/** One file by its name, or all of a folder by their paths in it. */
async function filesAt(path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    if (!(await stat(path)).isDirectory())
      return new Map([[path.slice(path.lastIndexOf(sep) + 1), await readFile(path)]]);
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
    if (names.length > MOST_FILES)
      throw new LabError('bad-input', `${path} holds ${names.length} files; at most ${MOST_FILES} are read.`);
    const files = new Map<string, Uint8Array>();
    for (const { parentPath, name } of names) {
      const full = join(parentPath, name);
      files.set(relative(path, full).split(sep).join('/'), await readFile(full));
    }
    return files;
  } catch (error) {
    if (error instanceof LabError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new LabError(
      'bad-input',
      `${path} could not be read: ${code === 'ENOENT' ? 'there is no such file' : message}.`,
      { path },
    );
  }
}
