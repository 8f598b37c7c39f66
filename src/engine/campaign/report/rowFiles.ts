/** Rows as files for other programs: CSV (RFC 4180) and Parquet, one column per field, in the order of COLUMNS. */
import { parquetWriteBuffer } from 'hyparquet-writer/src/write.js';
import { COLUMNS, type Column, cell, type Row } from '../run/row.ts';

const TEXT: ReadonlySet<Column> = new Set<Column>(['fault', 'tensor']);
const REAL: ReadonlySet<Column> = new Set<Column>(['lossChange']);
/** May pass 2^31. */
const LONG: ReadonlySet<Column> = new Set<Column>(['trial', 'element']);

export const CSV_HEADER = `${COLUMNS.join(',')}\n`;

export function csvLine(row: Row): string {
  return `${COLUMNS.map((column) => quoted(cell(row, column))).join(',')}\n`;
}

function quoted(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Snappy, with the campaign's record as metadata if given. */
export function parquetOf(rows: readonly Row[], metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const columnData = COLUMNS.map((column) => {
    const values = rows.map((row) => cell(row, column));
    const long = LONG.has(column);
    return {
      name: column,
      data: long ? values.map((value) => (value === null ? null : BigInt(value))) : values,
      type: TEXT.has(column)
        ? ('STRING' as const)
        : REAL.has(column)
          ? ('DOUBLE' as const)
          : long
            ? ('INT64' as const)
            : ('INT32' as const),
      nullable: true,
    };
  });
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata }));
}
