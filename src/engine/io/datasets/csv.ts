/**
 * Tables as CSV: one item a row, one value a column, perhaps a header, perhaps one column of labels. Papaparse reads the
 * dialect (commas, semicolons, tabs, quotes); what the columns mean is told here.
 */
import Papa from 'papaparse';
import { LabError } from '../../labError.ts';
import type { NumberItems } from './dataset.ts';

export interface CsvTable {
  readonly items: NumberItems;
  readonly labels: readonly (number | string)[] | null;
  readonly notes: readonly string[];
}

const LABEL_NAME = /^(labels?|class(es)?|targets?|species|y|category|digit)$/i;

/** `wanted`: values of one item, where that is known. Throws LabError `bad-file`. */
export function readCsv(text: string, path: string, wanted: number | null): CsvTable {
  const refuse = (why: string) => new LabError('bad-file', `${path}: ${why}`, { path });
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' });
  const rows = data.map((row) => row.map((cell) => cell.trim()));
  const [first, second] = rows;
  if (first === undefined) throw refuse('the table is empty.');
  const hasHeader = isHeader(first, second);
  const body = hasHeader ? rows.slice(1) : rows;
  if (body.length === 0) throw refuse('the table has a header and no rows.');
  const width = first.length;
  const ragged = body.findIndex((row) => row.length !== width);
  if (ragged >= 0)
    throw refuse(
      `row ${ragged + (hasHeader ? 2 : 1)} has ${body[ragged]?.length} columns, the first has ${width}. Every row is one item and has one value a column.`,
    );
  const label = labelColumn(body, hasHeader ? first : null, wanted);
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) => column !== label);
  const values = new Float32Array(body.length * columns.length);
  let levels = true;
  body.forEach((row, r) => {
    columns.forEach((column, c) => {
      const cell = row[column] as string;
      const value = Number(cell);
      if (cell === '' || (Number.isNaN(value) && !/^[+-]?nan$/i.test(cell)))
        throw refuse(
          `row ${r + (hasHeader ? 2 : 1)}, column ${hasHeader ? `"${first[column]}"` : column + 1} holds "${clipped(cell)}", which is no number. One column of labels may hold names: call it "label", or let it be the first or the last.`,
        );
      values[r * columns.length + c] = value;
      levels &&= Number.isInteger(value) && value >= 0 && value <= 255;
    });
  });
  // Whole numbers up to 255 are how pictures stand in tables; flags of 0 and 1 are not.
  const dtype = levels && values.some((value) => value > 1) ? 'uint8' : 'float32';
  const notes = [
    `${body.length} rows of ${columns.length} values${hasHeader ? ', the first row is a header' : ''}.`,
    ...(label === null
      ? []
      : [
          `Labels: ${hasHeader ? `column "${first[label]}"` : `the ${label === 0 ? 'first' : 'last'} column`}.`,
        ]),
  ];
  return {
    items: { kind: 'numbers', shape: [body.length, columns.length], values, dtype },
    labels: label === null ? null : classesOf(body.map((row) => row[label] as string)),
    notes,
  };
}

/** Whole numbers where all are; names otherwise. */
export function classesOf(texts: readonly string[]): readonly (number | string)[] {
  return texts.every((text) => /^\d{1,9}(\.0+)?$/.test(text)) ? texts.map(Number) : texts;
}

const isNumber = (cell: string): boolean => cell !== '' && !Number.isNaN(Number(cell));

/** No number in the first row, or words above numbers. */
function isHeader(first: readonly string[], second: readonly string[] | undefined): boolean {
  if (!first.some(isNumber)) return true;
  return (
    second !== undefined && first.some((cell, column) => !isNumber(cell) && isNumber(second[column] ?? ''))
  );
}

function labelColumn(
  body: readonly (readonly string[])[],
  header: readonly string[] | null,
  wanted: number | null,
): number | null {
  const width = body[0]?.length ?? 0;
  if (width < 2) return null;
  const named = header?.findIndex((name) => LABEL_NAME.test(name)) ?? -1;
  if (named >= 0) return named;
  const words = (column: number) => body.every((row) => !isNumber(row[column] ?? ''));
  for (const column of [width - 1, 0]) if (words(column)) return column;
  // One value more than the model takes: MNIST tables have the digit first, most others the class last.
  if (wanted === null || width !== wanted + 1) return null;
  const classes = (column: number) =>
    body.every((row) => /^\d+(\.0+)?$/.test(row[column] ?? '')) &&
    new Set(body.map((row) => row[column])).size > 1;
  return [0, width - 1].find(classes) ?? null;
}

const clipped = (text: string): string => (text.length > 30 ? `${text.slice(0, 27)}...` : text);
