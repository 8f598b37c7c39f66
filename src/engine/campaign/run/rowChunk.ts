/**
 * Rows as bytes: a chunk of a journal that holds thousands of rows in a few bytes each. Column by column: what is the same
 * in all rows stands once, whole numbers take one, two or four bytes, everything else eight; texts are listed once where
 * they repeat. The whole is deflated. `decodeRows` gives back the very rows; a column that the chunk does not know is null.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { LabError } from '../../labError.ts';
import { type Cell, COLUMNS, type Row } from './row.ts';
import { type Cells, columnsFrom, type RowColumns, rowsOf } from './rowColumns.ts';

type Packed =
  | { readonly kind: 'same'; readonly value: Cell }
  /** `first`, `first + 1`, ... */
  | { readonly kind: 'count'; readonly first: number }
  /** Whole numbers from `least` on; 0 is null, `least` is 1. */
  | { readonly kind: 'whole'; readonly size: 1 | 2 | 4; readonly least: number }
  | { readonly kind: 'real' }
  /** Places in a list of texts. */
  | { readonly kind: 'listed'; readonly texts: readonly Cell[] }
  | { readonly kind: 'text' };

interface Head {
  readonly rows: number;
  /** Name, how it is packed, and how many bytes it takes behind the head. */
  readonly columns: readonly (readonly [string, Packed, number])[];
}

const LEVEL = 1;
const MOST_LISTED = 255;

export function encodeRows({ count, cells }: RowColumns): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const columns = COLUMNS.map((column): Head['columns'][number] => {
    const { how, bytes } = packed(cells[column]);
    parts.push(bytes);
    return [column, how, bytes.length];
  });
  const head = strToU8(JSON.stringify({ rows: count, columns } satisfies Head));
  const size = new Uint8Array(Uint32Array.of(head.length).buffer);
  return deflateSync(joined([size, head, ...parts]), { level: LEVEL }) as Uint8Array<ArrayBuffer>;
}

/** Throws LabError `bad-file` for bytes that are no chunk. */
export function decodeRows(bytes: Uint8Array, source = 'journal'): Row[] {
  try {
    return decoded(inflateSync(bytes));
  } catch {
    throw new LabError('bad-file', `${source}: a chunk of rows is damaged.`);
  }
}

function decoded(whole: Uint8Array): Row[] {
  const headSize = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true);
  let at = 4 + headSize;
  const head = JSON.parse(strFromU8(whole.subarray(4, at))) as Head;
  const columns = new Map<string, Cells>();
  for (const [name, how, size] of head.columns) {
    if (at + size > whole.length) throw new Error('cut off');
    columns.set(name, unpacked(how, whole.slice(at, at + size), head.rows));
    at += size;
  }
  return rowsOf(
    columnsFrom(head.rows, (column) => {
      const unknown = /^(band|died) /.test(column) ? 0 : null;
      return columns.get(column) ?? new Array<Cell>(head.rows).fill(unknown);
    }),
  );
}

function packed(cells: Cells): { readonly how: Packed; readonly bytes: Uint8Array } {
  const first = cells[0] ?? null;
  if (plain(first) && all(cells, (each) => Object.is(each, first)))
    return { how: { kind: 'same', value: first }, bytes: NOTHING };
  if (!all(cells, (each) => typeof each !== 'string')) return packedTexts(cells);
  const numbers = cells as Cells<number | null>;
  if (
    typeof first === 'number' &&
    plain(first) &&
    all(numbers, (each, k) => each === first + k && Number.isInteger(each))
  )
    return { how: { kind: 'count', first }, bytes: NOTHING };
  const whole = packedWhole(numbers);
  if (whole !== null) return whole;
  if (!all(numbers, (each) => each !== null)) return packedTexts(cells);
  return { how: { kind: 'real' }, bytes: bytesOf(Float64Array.from(numbers as Cells<number>)) };
}

function all<Kind extends Cell>(cells: Cells<Kind>, holds: (cell: Kind, k: number) => boolean): boolean {
  for (let k = 0; k < cells.length; k++) if (!holds(cells[k] as Kind, k)) return false;
  return true;
}

const WORDS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;
const NOTHING = new Uint8Array();

/** What JSON gives back as it was. */
const plain = (value: Cell): boolean =>
  typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0));

function packedWhole(numbers: Cells<number | null>) {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const each of numbers) {
    if (each === null) continue;
    if (!Number.isSafeInteger(each) || Object.is(each, -0)) return null;
    least = Math.min(least, each);
    most = Math.max(most, each);
  }
  const top = most - least + 1;
  if (!(top < 2 ** 32)) return null;
  const size = top < 2 ** 8 ? 1 : top < 2 ** 16 ? 2 : 4;
  const words = new WORDS[size](numbers.length);
  for (let k = 0; k < numbers.length; k++) words[k] = (numbers[k] ?? least - 1) - least + 1;
  return { how: { kind: 'whole', size, least } as const, bytes: bytesOf(words) };
}

function packedTexts(cells: Cells): { readonly how: Packed; readonly bytes: Uint8Array } {
  const places = new Map<Cell, number>();
  for (const each of cells) {
    if (!places.has(each)) places.set(each, places.size);
    if (places.size > MOST_LISTED)
      return { how: { kind: 'text' }, bytes: strToU8(JSON.stringify(Array.from(cells, jsonCell))) };
  }
  const texts = [...places.keys()].map(jsonCell);
  return {
    how: { kind: 'listed', texts },
    bytes: Uint8Array.from(cells, (each) => places.get(each) as number),
  };
}

/** Numbers that JSON does not know do not stand among texts. */
function jsonCell(value: Cell): Cell {
  if (plain(value)) return value;
  throw new Error(`${value} among texts`);
}

function unpacked(how: Packed, bytes: Uint8Array<ArrayBuffer>, count: number): Cells {
  switch (how.kind) {
    case 'same':
      return new Array<Cell>(count).fill(how.value);
    case 'count':
      return Array.from({ length: count }, (_, k) => how.first + k);
    case 'whole': {
      const before = how.least - 1;
      return Array.from(new WORDS[how.size](bytes.buffer), (word) => (word === 0 ? null : word + before));
    }
    case 'real':
      return new Float64Array(bytes.buffer);
    case 'listed':
      return Array.from(bytes, (place) => how.texts[place] ?? null);
    case 'text':
      return JSON.parse(strFromU8(bytes)) as readonly Cell[];
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
