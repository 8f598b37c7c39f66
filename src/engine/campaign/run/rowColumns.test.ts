import fc from 'fast-check';
import { strFromU8 } from 'fflate';
import { expect, it } from 'vitest';
import { anyRow } from '../testing/anyRow.ts';
import { linesOf, rowLine, rowsOfText } from './journal.ts';
import { columnsOf, rowsOf } from './rowColumns.ts';

const rows = fc.array(anyRow, { maxLength: 40 });

it('columns are their rows, and rows their columns', () => {
  fc.assert(
    fc.property(rows, (some) => {
      expect(rowsOf(columnsOf(some))).toEqual(some);
    }),
  );
});

it('lines are those of each row, whatever stands in it', () => {
  fc.assert(
    fc.property(rows, (some) => {
      const { trials, text } = linesOf(columnsOf(some));
      expect(trials).toEqual(some.map(({ trial }) => trial));
      expect(strFromU8(text)).toBe(some.map((row) => `${rowLine(row)}\n`).join(''));
    }),
  );
});

it('lines are read back as the rows they were', () => {
  const finite = rows.filter((some) => some.every(({ lossChange }) => Number.isFinite(lossChange)));
  fc.assert(
    fc.property(finite, (some) => {
      const text = strFromU8(linesOf(columnsOf(some)).text);
      // JSON has one zero.
      const alike = some.map((row) => ({ ...row, lossChange: row.lossChange === 0 ? 0 : row.lossChange }));
      expect(rowsOfText(text)).toEqual(alike);
    }),
  );
});
