/** Rows as files for other programs: CSV (RFC 4180) and Parquet, one column per field, in the order of COLUMNS. */
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import { schemaFromColumnData } from 'hyparquet-writer/src/schema.js';
import { ByteText } from '../run/byteText.ts';
import { type Cell, COLUMNS, type Column, cellOf, type Row } from '../run/row.ts';
import type { Cells, RowColumns } from '../run/rowColumns.ts';

const TEXT: ReadonlySet<Column> = new Set<Column>(['fault', 'tensor', 'reason', 'diedAt']);
const REAL: ReadonlySet<Column> = new Set<Column>(['lossChange', 'maxAbsDiff']);
/** May pass 2^31. */
const LONG: ReadonlySet<Column> = new Set<Column>(['trial', 'element']);

export const CSV_HEADER = `${COLUMNS.join(',')}\n`;

/** Lines of rows in UTF-8. */
export function csvLines({ count, cells }: RowColumns): Uint8Array<ArrayBuffer> {
  const text = new ByteText();
  const columns = COLUMNS.map((column): Cells => cells[column]);
  for (let k = 0; k < count; k++) {
    for (let c = 0; c < columns.length; c++) {
      if (c > 0) text.code(COMMA);
      const cell = (columns[c] as Cells)[k] as Cell;
      if (typeof cell === 'number') text.number(cell);
      else if (cell !== null) text.text(quoted(cell));
    }
    text.code(LINE_END);
  }
  return text.bytes();
}

const [COMMA, LINE_END] = [0x2c, 0x0a];

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

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
    const values = rows.map(cellOf(column));
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
