import fc from 'fast-check';
import { strFromU8 } from 'fflate';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { COLUMNS, cellOf } from '../run/row.ts';
import { columnsOf } from '../run/rowColumns.ts';
import { anyRow } from '../testing/anyRow.ts';
import { CSV_HEADER, csvLines } from './rowFiles.ts';

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
