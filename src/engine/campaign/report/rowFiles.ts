/** Rows as files for other programs: CSV (RFC 4180) and Parquet, one column per field, in the order of COLUMNS. */
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import { schemaFromColumnData } from 'hyparquet-writer/src/schema.js';
import { ByteText } from '../run/byteText.ts';
import { type Cell, COLUMNS, type Column } from '../run/row.ts';
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

/** Rows of a Parquet row group; the same rows make the same file, in whatever parts they come. */
const GROUP = 20_000;

/** A Parquet file made part by part: what was added is kept as compressed bytes. */
export class ParquetRows {
  readonly #bytes = new ByteWriter();
  readonly #file: ParquetWriter;
  /** By column, less than a group. */
  readonly #waiting = COLUMNS.map((): Cell[] => []);

  constructor(metadata: Readonly<Record<string, string>> = {}) {
    this.#file = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaFromColumnData({ columnData: parquetColumns(() => []) }),
      kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    });
  }

  add({ cells }: RowColumns): void {
    this.#waiting.forEach((waiting, place) => {
      for (const cell of cells[COLUMNS[place] as Column]) waiting.push(cell);
    });
    while (this.#left >= GROUP) this.#write();
  }

  finish(): Uint8Array<ArrayBuffer> {
    if (this.#left > 0) this.#write();
    void this.#file.finish();
    return new Uint8Array(this.#bytes.getBuffer());
  }

  get #left(): number {
    return this.#waiting[0]?.length ?? 0;
  }

  #write(): void {
    const columnData = parquetColumns((place) => this.#waiting[place]?.splice(0, GROUP) ?? []);
    // Into memory: nothing to wait for.
    void this.#file.write({ columnData, rowGroupSize: GROUP });
  }
}

function parquetColumns(cellsOf: (place: number) => Cell[]) {
  return COLUMNS.map((column, place) => {
    const cells = cellsOf(place);
    const long = LONG.has(column);
    return {
      name: column,
      data: long ? cells.map((cell) => (cell === null ? null : BigInt(cell))) : cells,
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
