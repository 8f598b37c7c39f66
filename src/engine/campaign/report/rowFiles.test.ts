import fc from 'fast-check';
import { strFromU8 } from 'fflate';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { COLUMNS, cellOf, type Row } from '../run/row.ts';
import { columnsOf } from '../run/rowColumns.ts';
import { anyRow } from '../testing/anyRow.ts';
import { CSV_HEADER, csvLines, ParquetRows } from './rowFiles.ts';

it('CSV is read back cell by cell by another program', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { minLength: 1, maxLength: 20 }), (rows) => {
      const text = CSV_HEADER + strFromU8(csvLines(columnsOf(rows)));
      const { data } = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' });
      const cells = rows.map((row) => COLUMNS.map((column) => String(cellOf(column)(row) ?? '')));
      expect(data).toEqual([[...COLUMNS], ...cells, ['']]);
    }),
  );
});

it('Parquet is the same file in whatever parts rows come, over more than one row group', () => {
  const [sample] = fc.sample(anyRow, { numRuns: 1, seed: 1 }) as [Row];
  const rows = Array.from({ length: 20_100 }, (_, trial): Row => ({ ...sample, trial }));
  const written = (parts: readonly number[]): Uint8Array => {
    const file = new ParquetRows();
    parts.forEach((from, k) => {
      file.add(columnsOf(rows.slice(from, parts[k + 1])));
    });
    return file.finish();
  };
  expect(written([0, 1, 12_000])).toEqual(written([0]));
});
