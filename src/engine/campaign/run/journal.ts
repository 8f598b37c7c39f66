/**
 * The journal of a campaign: rows appended as they are made, in any order, and read back after a crash. A line that was
 * cut off in the middle is dropped, its trials are run again; a trial that stands twice must say the same twice.
 */
import { LabError } from '../../labError.ts';
import { ByteText } from './byteText.ts';
import { type Cell, COLUMNS, cellOf, type Row } from './row.ts';
import { type Cells, columnsFrom, type RowColumns, rowsOf } from './rowColumns.ts';

/**
 * Rows as a journal keeps them: whole lines in UTF-8, and the trials they are of. Made where the rows are made, in a worker:
 * who hands out trials to several has no time to read what they say.
 */
export interface RowLines {
  readonly trials: readonly number[];
  readonly text: Uint8Array;
}

/** As `rowLine` writes each. */
export function linesOf({ count, cells }: RowColumns): RowLines {
  const text = new ByteText();
  const columns = COLUMNS.map((column): Cells => cells[column]);
  for (let k = 0; k < count; k++) {
    for (let c = 0; c < columns.length; c++) {
      text.code(c === 0 ? OPEN : COMMA);
      const cell = (columns[c] as Cells)[k] as Cell;
      if (typeof cell === 'number' && Number.isFinite(cell)) text.number(cell);
      else if (typeof cell === 'string') text.jsonText(cell);
      else text.text('null');
    }
    text.code(CLOSE);
    text.code(LINE_END);
  }
  return { trials: Array.from(cells.trial), text: text.bytes() };
}

const [OPEN, CLOSE, COMMA, LINE_END] = [0x5b, 0x5d, 0x2c, 0x0a];

/** Where rows are kept. */
export interface Journal {
  /** Every whole row that was appended so far, by trial, each once, some at a time. */
  rows(): AsyncIterable<readonly Row[]>;
  /** Resolves when the rows would survive a crash. */
  append(lines: RowLines): Promise<void>;
}

/** One line without its line break. */
export function rowLine(row: Row): string {
  return JSON.stringify(COLUMNS.map((column) => cellOf(column)(row)));
}

/** Rows of journal text, whose last line may be cut off. Throws LabError `bad-file` for a line that is no row. */
export function rowsOfText(text: string, source = 'journal'): Row[] {
  const lines = text.split('\n');
  // What stands behind the last line break was cut off, or is empty.
  lines.pop();
  const rows = lines
    .filter((line) => line !== '')
    .map((line, k) => {
      const cells = parsed(line);
      if (cells === null || cells.length !== COLUMNS.length)
        throw new LabError('bad-file', `${source}: line ${k + 1} is no row of this version; it is damaged.`);
      return cells as readonly Cell[];
    });
  return rowsOf(columnsFrom(rows.length, (_, c) => rows.map((cells) => cells[c] as Cell)));
}

function parsed(line: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(line);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Rows of one campaign by trial, each once. Throws LabError `bad-file` where two rows of a trial differ. */
export function mergeRows(parts: Iterable<readonly Row[]>): Row[] {
  const byTrial = new Map<number, Row>();
  for (const rows of parts) {
    for (const row of rows) {
      const before = byTrial.get(row.trial);
      if (before !== undefined && rowLine(before) !== rowLine(row))
        throw new LabError(
          'bad-file',
          `Trial ${row.trial} stands twice with different results; the parts are not of one campaign, or of two back ends.`,
          { trial: row.trial },
        );
      byTrial.set(row.trial, row);
    }
  }
  return [...byTrial.values()].sort((a, b) => a.trial - b.trial);
}
