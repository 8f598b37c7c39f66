/**
 * A dataset out of whatever a person has: .npy, .npz, CSV, IDX (also .gz), pictures, a folder or a zip of these, with or
 * without labels. Told apart by content first and name second. What was chosen where files leave a choice is noted.
 */
import { gunzipSync, strFromU8 } from 'fflate';
import { LabError } from '../../labError.ts';
import { type FileSet, isZip, unzip, withoutCommonFolder } from '../archive.ts';
import { crc32 } from '../crc32.ts';
import { readNpy } from '../npy.ts';
import { readCsv } from './csv.ts';
import type { Dataset, DatasetPart, NumberItems } from './dataset.ts';
import { fromFolders } from './folders.ts';
import { isIdx, readIdx } from './idx.ts';
import { isLabelName, readLabelFile } from './labelFile.ts';
import { fromArrays } from './namedArrays.ts';
import { isJpeg, isPng } from './pictureKind.ts';

/** Most bytes of one unpacked file. */
const MOST_UNPACKED = 2 ** 30;

export interface ReadOptions {
  /** Names of the model's inputs, for archives of several arrays. */
  readonly inputs?: readonly string[];
  /** Values of one item of the first input, where that is known: tells a column of labels in a table. */
  readonly values?: number | null;
}

/** `name` is what the person opened. Throws LabError `bad-file`. */
export function readDataset(given: FileSet, name: string, options: ReadOptions = {}): Dataset {
  const files = withoutCommonFolder(unpacked(given));
  const kinds = new Map([...files].map(([path, bytes]) => [path, kindOf(path, bytes)]));
  const ofKind = (...wanted: DataKind[]) =>
    [...files].filter(([path]) => wanted.includes(kinds.get(path) as DataKind));
  const pictures = ofKind('picture');
  if (pictures.length > 0) return fromFolders(pictures, ofKind('label', 'csv'), name);
  const arrays = ofKind('npy', 'idx');
  if (arrays.length > 0) {
    const labelled = arrays.length > 1 || ofKind('label').length === 0;
    const named = new Map(arrays.map(([path, bytes]) => [arrayName(path), numbers(path, bytes)]));
    const dataset = fromArrays(named, name, options.inputs ?? []);
    return labelled && dataset.labels !== null ? dataset : withLabels(dataset, ofKind('label', 'csv'));
  }
  const tables = ofKind('csv', 'label').filter(([path]) => /\.(csv|tsv)$/i.test(path));
  const [table] = tables.toSorted(([, a], [, b]) => b.length - a.length);
  if (table !== undefined) {
    const [path, bytes] = table;
    const { items, labels, notes } = readCsv(strFromU8(bytes), path, options.values ?? null);
    const dataset: Dataset = {
      name,
      recognised: `table ${path}`,
      parts: [{ name: null, items }],
      labels,
      classNames: null,
      notes,
    };
    return withLabels(
      dataset,
      ofKind('label').filter(([other]) => other !== path),
    );
  }
  throw noDataset([...files.keys()], name);
}

type DataKind = 'npy' | 'idx' | 'csv' | 'picture' | 'label' | 'other';

function kindOf(path: string, bytes: Uint8Array): DataKind {
  if (strFromU8(bytes.subarray(1, 6), true) === 'NUMPY') return 'npy';
  if (isPng(bytes) || isJpeg(bytes)) return 'picture';
  if (/\.(npy)$/i.test(path)) return 'npy';
  if (/\.(png|jpe?g)$/i.test(path)) return 'picture';
  if (isIdx(bytes) && (/(ubyte|idx)/i.test(path) || !/\.\w{1,5}$/.test(path))) return 'idx';
  if (isLabelName(path)) return 'label';
  if (/\.(csv|tsv)$/i.test(path)) return 'csv';
  return 'other';
}

const numbers = (path: string, bytes: Uint8Array): NumberItems & { readonly rounded?: boolean } =>
  strFromU8(bytes.subarray(1, 6), true) === 'NUMPY' || /\.npy$/i.test(path)
    ? { kind: 'numbers', ...readNpy(bytes, path) }
    : readIdx(bytes, path);

const arrayName = (path: string): string => path.replace(/\.npy$/i, '');

/** Zips, .npz and .gz opened, one inside another once. */
function unpacked(given: FileSet): FileSet {
  const files = new Map<string, Uint8Array>();
  const alone = given.size === 1;
  for (const [path, bytes] of given) {
    if (isZip(bytes)) {
      const folder = alone ? '' : `${path.replace(/\.\w+$/, '')}/`;
      for (const [inner, content] of unzip(bytes, path))
        for (const [last, plain] of gunzipped(inner, content)) files.set(`${folder}${last}`, plain);
    } else for (const [last, plain] of gunzipped(path, bytes)) files.set(last, plain);
  }
  const npz = [...files].filter(([, bytes]) => isZip(bytes));
  if (npz.length === 0) return files;
  if (npz.length > 1 || files.size > npz.length + 20)
    throw new LabError(
      'bad-file',
      `${npz.length} archives lie inside the archive; open one of them on its own.`,
    );
  const [[path, bytes]] = npz as [[string, Uint8Array]];
  files.delete(path);
  for (const [inner, content] of unzip(bytes, path)) files.set(inner, content);
  return files;
}

function gunzipped(path: string, bytes: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return [[path, bytes]];
  const last = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The size modulo 2^32 stands at the end (RFC 1952, 2.3.1).
  const size = bytes.length >= 18 ? last.getUint32(bytes.length - 4, true) : 0;
  if (size > MOST_UNPACKED)
    throw new LabError('bad-file', `${path} unpacks to ${size} bytes; at most ${MOST_UNPACKED} are read.`, {
      path,
    });
  const whole = (content: Uint8Array): boolean =>
    content.length === size && crc32(content) === last.getUint32(bytes.length - 8, true);
  try {
    // One byte packs to 1032 at most: what says more is cut.
    if (size > bytes.length * 1032) throw new Error('its end is missing');
    const content = gunzipSync(bytes, { out: new Uint8Array(size) });
    if (!whole(content)) throw new Error('its checksum does not fit');
    return [[path.replace(/\.gz$/i, ''), content]];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LabError('bad-file', `${path} is not a whole gzip file (${why}). It may be cut or damaged.`, {
      path,
    });
  }
}

/** Labels and class names from files beside the data. */
function withLabels(dataset: Dataset, files: readonly (readonly [string, Uint8Array])[]): Dataset {
  let { labels, classNames, notes } = dataset;
  const count = itemCount(dataset.parts);
  for (const [path, bytes] of files) {
    const read = readLabelFile(bytes, path, count, []);
    if (read.kind === 'class-names') {
      classNames = read.names;
      notes = [...notes, `${path}: the names of ${read.names.length} classes.`];
    } else if (read.kind === 'labels' && labels === null) {
      labels = read.labels;
      notes = [...notes, `${path}: one label an item.`];
    }
  }
  return { ...dataset, labels, classNames, notes };
}

const itemCount = ([part]: readonly DatasetPart[]): number =>
  part?.items.kind === 'numbers' ? (part.items.shape[0] ?? 1) : (part?.items.pictures.length ?? 0);

function noDataset(paths: readonly string[], name: string): LabError {
  const some = paths.slice(0, 3).join(', ');
  return new LabError(
    'bad-file',
    `${name} holds no data the lab reads${paths.length > 0 && paths[0] !== name ? ` (${some}${paths.length > 3 ? ', ...' : ''})` : ''}. Wanted .npy, .npz, .csv, IDX (also .gz), PNG or JPEG pictures, or a folder or zip of these.`,
    { files: paths.slice(0, 20) },
  );
}
