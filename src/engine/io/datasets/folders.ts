/**
 * Pictures in folders: a folder is a class; or all in one place, with a file of labels, or none. Order is by path, with
 * numbers in names as numbers (2.png before 10.png).
 */
import { LabError } from '../../labError.ts';
import { classesOf } from './csv.ts';
import type { Dataset, PictureFile } from './dataset.ts';
import { baseName, readLabelFile } from './labelFile.ts';

type File = readonly [path: string, bytes: Uint8Array];

/** Throws LabError `bad-file`. */
export function fromFolders(files: readonly File[], beside: readonly File[], name: string): Dataset {
  const notes: string[] = [];
  let pictures: readonly PictureFile[] = files
    .map(([path, bytes]) => ({ path, bytes }))
    .filter(({ path }) => !/(^|\/)\./.test(path))
    .toSorted((a, b) => natural.compare(a.path, b.path));
  const folders = pictures.map(({ path }) => folderOf(path));
  const different = new Set(folders);
  let labels: readonly (number | string)[] | null = null;
  let classNames: readonly string[] | null = null;
  if (different.size > 1 && !different.has('')) {
    labels = classesOf(folders.map(baseName));
    notes.push(`A folder is a class: ${listed([...different].map(baseName))}.`);
  }
  for (const [path, bytes] of beside) {
    const read = readLabelFile(
      bytes,
      path,
      pictures.length,
      pictures.map((picture) => picture.path),
    );
    if (read.kind === 'class-names') {
      classNames = read.names;
      notes.push(`${path}: the names of ${read.names.length} classes.`);
    } else if (labels !== null) {
      notes.push(`${path} is left out: folders say the classes.`);
    } else if (read.kind === 'labels') {
      labels = read.labels;
      notes.push(`${path}: one label a picture, in the order of their names.`);
    } else {
      const of = (picture: PictureFile) =>
        read.labels.get(picture.path) ?? read.labels.get(baseName(picture.path));
      const known = pictures.filter((picture) => of(picture) !== undefined);
      if (known.length === 0)
        throw new LabError(
          'bad-file',
          `${path} names none of the pictures; the first is ${pictures[0]?.path}.`,
          {
            path,
          },
        );
      if (known.length < pictures.length)
        notes.push(`${pictures.length - known.length} pictures that ${path} does not name are left out.`);
      pictures = known;
      labels = known.map((picture) => of(picture) as number | string);
      notes.push(`${path}: labels by file name.`);
    }
  }
  const recognised =
    pictures.length === 1 ? `picture ${baseName(pictures[0]?.path ?? '')}` : `${pictures.length} pictures`;
  return {
    name,
    recognised,
    parts: [{ name: null, items: { kind: 'pictures', pictures } }],
    labels,
    classNames,
    notes,
  };
}

const natural = new Intl.Collator('en', { numeric: true });

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const listed = (names: readonly string[]): string =>
  names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
