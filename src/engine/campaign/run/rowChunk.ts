/**
 * Rows as bytes: a chunk of a journal that holds thousands of rows in a few bytes each. Column by column: what is the same
 * in all rows stands once, whole numbers take one, two or four bytes, everything else eight; texts are listed once where
 * they repeat. The whole is deflated. `decodeRows` gives back the very rows; a column that the chunk does not know is null.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { LabError } from '../../labError.ts';
import { BANDS } from './bands.ts';
import { REASONS } from './reasons.ts';
import { COLUMNS, type Column, cell, type Row } from './row.ts';

type Cell = string | number | null;

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

/** Names of columns taken apart once, not for every cell. */
const CELLS = Object.fromEntries(
  COLUMNS.map((column): [Column, (row: Row) => Cell] => {
    const band = BANDS.find((each) => column === `band ${each}`);
    if (band !== undefined) return [column, ({ bands }) => bands[band]];
    const reason = REASONS.find((each) => column === `died ${each}`);
    if (reason !== undefined) return [column, ({ deaths }) => deaths[reason]];
    return [column, (row) => cell(row, column)];
  }),
) as Record<Column, (row: Row) => Cell>;

const LEVEL = 1;
const MOST_LISTED = 255;

export function encodeRows(rows: readonly Row[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const columns = COLUMNS.map((column): Head['columns'][number] => {
    const { how, bytes } = packed(rows.map(CELLS[column]));
    parts.push(bytes);
    return [column, how, bytes.length];
  });
  const head = strToU8(JSON.stringify({ rows: rows.length, columns } satisfies Head));
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
  const columns = new Map<string, ReadCell>();
  for (const [name, how, size] of head.columns) {
    if (at + size > whole.length) throw new Error('cut off');
    columns.set(name, reader(how, whole.slice(at, at + size)));
    at += size;
  }
  const missing = (): Cell => null;
  const own = COLUMNS.filter((column) => !/^(band|died) /.test(column)).map(
    (column) => [column, columns.get(column) ?? missing] as const,
  );
  const bands = BANDS.map((band) => [band, columns.get(`band ${band}`) ?? missing] as const);
  const deaths = REASONS.map((reason) => [reason, columns.get(`died ${reason}`) ?? missing] as const);
  return Array.from({ length: head.rows }, (_, k) => {
    const row: Record<string, unknown> = {};
    for (const [column, read] of own) row[column] = read(k);
    row['bands'] = counted(bands, k);
    row['deaths'] = counted(deaths, k);
    return row as unknown as Row;
  });
}

/** Counts of a row; 0 where the chunk does not know a column. */
function counted(columns: readonly (readonly [string, ReadCell])[], row: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, read] of columns) counts[name] = (read(row) as number | null) ?? 0;
  return counts;
}

type ReadCell = (row: number) => Cell;

function packed(cells: readonly Cell[]): { readonly how: Packed; readonly bytes: Uint8Array } {
  const first = cells[0] ?? null;
  if (cells.every((each) => Object.is(each, first)) && plain(first))
    return { how: { kind: 'same', value: first }, bytes: NOTHING };
  if (cells.some((each) => typeof each === 'string')) return packedTexts(cells);
  const numbers = cells as readonly (number | null)[];
  if (
    typeof first === 'number' &&
    plain(first) &&
    numbers.every((each, k) => each === first + k && Number.isInteger(each))
  )
    return { how: { kind: 'count', first }, bytes: NOTHING };
  const whole = packedWhole(numbers);
  if (whole !== null) return whole;
  if (numbers.includes(null)) return packedTexts(cells);
  return { how: { kind: 'real' }, bytes: bytesOf(Float64Array.from(numbers as readonly number[])) };
}

const WORDS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;
const NOTHING = new Uint8Array();

/** What JSON gives back as it was. */
const plain = (value: Cell): boolean =>
  typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0));

function packedWhole(numbers: readonly (number | null)[]) {
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
  const words = new WORDS[size](numbers.map((each) => (each === null ? 0 : each - least + 1)));
  return { how: { kind: 'whole', size, least } as const, bytes: bytesOf(words) };
}

function packedTexts(cells: readonly Cell[]): { readonly how: Packed; readonly bytes: Uint8Array } {
  const places = new Map<Cell, number>();
  for (const each of cells) {
    if (!places.has(each)) places.set(each, places.size);
    if (places.size > MOST_LISTED)
      return { how: { kind: 'text' }, bytes: strToU8(JSON.stringify(cells.map(jsonCell))) };
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

function reader(how: Packed, bytes: Uint8Array<ArrayBuffer>): ReadCell {
  switch (how.kind) {
    case 'same':
      return () => how.value;
    case 'count':
      return (row) => how.first + row;
    case 'whole': {
      const words = new WORDS[how.size](bytes.buffer);
      return (row) => (words[row] === 0 ? null : (words[row] as number) + how.least - 1);
    }
    case 'real': {
      const reals = new Float64Array(bytes.buffer);
      return (row) => reals[row] as number;
    }
    case 'listed':
      return (row) => how.texts[bytes[row] as number] ?? null;
    case 'text': {
      const texts = JSON.parse(strFromU8(bytes)) as readonly Cell[];
      return (row) => texts[row] ?? null;
    }
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
