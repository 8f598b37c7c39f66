/**
 * Names and labels beside a dataset, in text or JSON. Two things look alike and are told apart: class names (one for each
 * class) and labels (one for each item, by position or by file name).
 */
import { strFromU8 } from 'fflate';
import Papa from 'papaparse';
import { LabError } from '../../labError.ts';
import { classesOf } from './csv.ts';

export type LabelFile =
  | { readonly kind: 'class-names'; readonly names: readonly string[] }
  /** In the order of the items. */
  | { readonly kind: 'labels'; readonly labels: readonly (number | string)[] }
  | { readonly kind: 'labels-by-file'; readonly labels: ReadonlyMap<string, number | string> };

export const isLabelName = (path: string): boolean =>
  /(^|[/_-])(labels?|class(es|[_-]?names)?|names|categories|targets|annotations|y)\.(txt|json|csv|names)$/i.test(
    path,
  );

/** `paths`: the dataset's pictures, where it has some. Throws LabError `bad-file`. */
export function readLabelFile(
  bytes: Uint8Array,
  path: string,
  count: number,
  paths: readonly string[],
): LabelFile {
  const text = strFromU8(bytes).replace(/^\uFEFF/, '');
  return /\.json$/i.test(path) ? fromJson(text, path, count) : fromText(text, path, count, paths);
}

function fromJson(text: string, path: string, count: number): LabelFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse(path, 'is not JSON.');
  }
  if (Array.isArray(json)) {
    const list = json.map((entry: unknown) => scalar(entry, path));
    return fromList(list, path, count);
  }
  if (typeof json !== 'object' || json === null) throw refuse(path, 'is neither a list nor an object.');
  const entries = Object.entries(json as Record<string, unknown>);
  // {"0": "cat", "1": "dog"} are names; {"cat": 0, "dog": 1} too, the other way round.
  if (entries.length > 0 && entries.every(([key, value]) => /^\d+$/.test(key) && typeof value === 'string'))
    return classNames(
      entries.map(([key, value]) => [Number(key), value as string]),
      path,
    );
  const isOrder = entries.every(
    ([, value], k, all) => Number.isInteger(value) && all.some(([, other]) => other === k),
  );
  if (isOrder && entries.every(([key]) => !/\.\w{2,5}$/.test(key)))
    return classNames(
      entries.map(([key, value]) => [value as number, key]),
      path,
    );
  return {
    kind: 'labels-by-file',
    labels: new Map(entries.map(([key, value]) => [key, scalar(value, path)])),
  };
}

function classNames(numbered: readonly (readonly [number, string])[], path: string): LabelFile {
  const names: string[] = [];
  for (const [number, name] of numbered) if (number < numbered.length) names[number] = name;
  if (Object.keys(names).length !== numbered.length)
    throw refuse(path, `numbers its ${numbered.length} classes otherwise than 0 to ${numbered.length - 1}.`);
  return { kind: 'class-names', names };
}

function fromText(text: string, path: string, count: number, paths: readonly string[]): LabelFile {
  const { data } = Papa.parse<string[]>(text.trim(), {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', '\t', ';'],
  });
  const rows = data.map((row) => row.map((cell) => cell.trim()));
  const known = new Set(paths.flatMap((each) => [each, baseName(each)]));
  const file = rows[1]?.findIndex((cell) => known.has(cell)) ?? -1;
  const one = rows.length === 1 ? (rows[0]?.findIndex((cell) => known.has(cell)) ?? -1) : -1;
  const column = Math.max(file, one);
  if (column >= 0 && (rows[0]?.length ?? 0) >= 2) {
    const body = rows.filter((row) => known.has(row[column] ?? ''));
    const classes = classesOf(body.map((row) => row[column === 0 ? 1 : 0] ?? ''));
    const labels = new Map(body.map((row, k) => [row[column] as string, classes[k] as number | string]));
    return { kind: 'labels-by-file', labels };
  }
  // Lines of words may hold commas: "tabby, tabby cat".
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const list = classesOf(lines.filter((line) => line !== ''));
  const headed = list.length === count + 1 && /^(label|class|target|y)s?$/i.test(String(list[0]));
  return fromList(headed ? classesOf(list.slice(1).map(String)) : list, path, count);
}

/** Numbers are labels. Names are classes where they differ and are not as many as the items, or the file says so. */
function fromList(list: readonly (number | string)[], path: string, count: number): LabelFile {
  const names = list.map(String);
  const unique = new Set(names).size === names.length;
  const saysNames = /class|names|categor/i.test(baseName(path));
  const isText = list.some((entry) => typeof entry === 'string');
  if (isText && unique && (saysNames || list.length !== count)) return { kind: 'class-names', names };
  if (list.length === count) return { kind: 'labels', labels: list };
  throw refuse(
    path,
    `has ${list.length} entries for ${count} items. Wanted one label an item, or a list of different class names.`,
  );
}

function scalar(value: unknown, path: string): number | string {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value) && value >= 0))
    return value;
  throw refuse(
    path,
    `holds ${JSON.stringify(value)?.slice(0, 40)} where a class's number or name is wanted.`,
  );
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const refuse = (path: string, why: string) => new LabError('bad-file', `${path} ${why}`, { path });
