/**
 * HDF5 as Keras writes it: groups, attributes that are strings or lists of strings, datasets of numbers. A file that
 * is broken or uses a feature that is not read becomes a LabError `bad-file` with the path inside the file.
 */
/// <reference path="./jsfive.d.ts" />
import { Dataset, File, Group } from 'jsfive';
import { LabError } from '../../labError.ts';
import { type NumberArray, readArray } from './hdf5Array.ts';
import { isHdf5 } from './isHdf5.ts';

export type { NumberArray };

export type Hdf5Group = Group;

export function openHdf5(bytes: Uint8Array, fileName: string): Hdf5Group {
  if (!isHdf5(bytes)) throw new LabError('bad-file', `${fileName} is not an HDF5 file.`, { fileName });
  // Not `slice`, by which the bytes of Node's files are not copied.
  const whole = new Uint8Array(bytes);
  return guarded(fileName, '/', () => new File(whole.buffer, fileName));
}

/** A group that must be there. */
export function groupAt(parent: Hdf5Group, path: string, fileName: string): Hdf5Group {
  const found = find(parent, path, fileName);
  if (found instanceof Group) return found;
  throw new LabError('bad-file', `${fileName}: there is no group "${path}".`, { fileName, path });
}

export function find(parent: Hdf5Group, path: string, fileName: string): Group | Dataset | null {
  let at: Group | Dataset | null = parent;
  for (const part of path.split('/').filter((name) => name !== '')) {
    if (!(at instanceof Group) || !at.keys.includes(part)) return null;
    const group: Group = at;
    at = guarded(fileName, path, () => group.get(part));
  }
  return at;
}

/** Float32 values of a dataset; wider and narrower floats and integers are converted. */
export function numbersAt(parent: Hdf5Group, path: string, fileName: string): NumberArray {
  const dataset = find(parent, path, fileName);
  if (!(dataset instanceof Dataset))
    throw new LabError('bad-file', `${fileName}: there is no array "${path}".`, { fileName, path });
  return guarded(fileName, path, () => readArray(dataset, `${fileName}: the array "${path}"`));
}

/** An attribute that is one string; null where it is not there. */
export function textAttribute(group: Hdf5Group, name: string, fileName: string): string | null {
  const value = guarded(fileName, `@${name}`, () => group.attrs[name]);
  const text = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
  return typeof text === 'string' ? withoutPadding(text) : null;
}

/** A list of strings; Keras cuts lists of more than 64 kB into `name0`, `name1`, ... Null where it is not there. */
export function listAttribute(group: Hdf5Group, name: string, fileName: string): readonly string[] | null {
  const attributes = guarded(fileName, `@${name}`, () => group.attrs);
  const parts: unknown[] = [];
  if (Object.hasOwn(attributes, name)) parts.push(attributes[name]);
  for (let part = 0; Object.hasOwn(attributes, `${name}${part}`); part++)
    parts.push(attributes[`${name}${part}`]);
  if (parts.length === 0) return null;
  return parts.flat().map((text) => withoutPadding(String(text)));
}

const withoutPadding = (text: string): string => {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
};

function guarded<T>(fileName: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof LabError) throw error;
    // jsfive throws texts; what JavaScript throws in it says nothing to a person.
    const why = error instanceof Error ? 'what it points to is not there' : String(error);
    throw new LabError(
      'bad-file',
      `${fileName}: cannot read "${path}" (${why}). The file is damaged or cut; save or copy it again.`,
      { fileName, path },
    );
  }
}
