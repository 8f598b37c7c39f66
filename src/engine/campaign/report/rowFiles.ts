/** Rows as files for other programs: CSV (RFC 4180) and Parquet, one column per field, in the order of COLUMNS. */
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import { schemaFromColumnData } from 'hyparquet-writer/src/schema.js';
import { COLUMNS, type Column, cell, type Row } from '../run/row.ts';

const TEXT: ReadonlySet<Column> = new Set<Column>(['fault', 'tensor', 'reason', 'diedAt']);
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
  const file = new ParquetRows(metadata);
  file.add(rows);
  return file.finish();
}

/** A Parquet file made part by part: what was added is kept as compressed bytes. */
export class ParquetRows {
  readonly #bytes = new ByteWriter();
  readonly #file: ParquetWriter;

  constructor(metadata: Readonly<Record<string, string>> = {}) {
    this.#file = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaFromColumnData({ columnData: columnsOf([]) }),
      kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    });
  }

  /** At least one row group. */
  add(rows: readonly Row[]): void {
    // Into memory: nothing to wait for.
    if (rows.length > 0) void this.#file.write({ columnData: columnsOf(rows), rowGroupSize: 100_000 });
  }

  finish(): Uint8Array<ArrayBuffer> {
    void this.#file.finish();
    return new Uint8Array(this.#bytes.getBuffer());
  }
}

function columnsOf(rows: readonly Row[]) {
  return COLUMNS.map((column) => {
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
}
