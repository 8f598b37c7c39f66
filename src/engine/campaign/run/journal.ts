/**
 * The journal of a campaign: rows appended as they are made, in any order, and read back after a crash. A line that was
 * cut off in the middle is dropped, its trials are run again; a trial that stands twice must say the same twice.
 */
import { strToU8 } from 'fflate';
import { LabError } from '../../labError.ts';
import { COLUMNS, cell, type Row, rowFromCells } from './row.ts';

/**
 * Rows as a journal keeps them: whole lines in UTF-8, and the trials they are of. Made where the rows are made, in a worker:
 * who hands out trials to several has no time to read what they say.
 */
export interface RowLines {
  readonly trials: readonly number[];
  readonly text: Uint8Array;
}

export function linesOf(rows: readonly Row[]): RowLines {
  return {
    trials: rows.map(({ trial }) => trial),
    text: strToU8(rows.map((row) => `${rowLine(row)}\n`).join('')),
  };
}

/** Where rows are kept. */
export interface Journal {
  /** Every whole row that was appended so far, by trial, each once, some at a time. */
  rows(): AsyncIterable<readonly Row[]>;
  /** Resolves when the rows would survive a crash. */
  append(lines: RowLines): Promise<void>;
}

/** One line without its line break. */
export function rowLine(row: Row): string {
  return JSON.stringify(COLUMNS.map((column) => cell(row, column)));
}

/** Rows of journal text, whose last line may be cut off. Throws LabError `bad-file` for a line that is no row. */
export function rowsOfText(text: string, source = 'journal'): Row[] {
  const lines = text.split('\n');
  // What stands behind the last line break was cut off, or is empty.
  lines.pop();
  return lines
    .filter((line) => line !== '')
    .map((line, k) => {
      const cells = parsed(line);
      if (cells === null || cells.length !== COLUMNS.length)
        throw new LabError('bad-file', `${source}: line ${k + 1} is no row of this version; it is damaged.`);
      return rowFromCells(cells as readonly (string | number | null)[]);
    });
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
