import { expect, it } from 'vitest';
import { columns } from './columns.ts';

it('aligns columns, without blanks at the ends of lines', () => {
  const rows = [
    ['node', 'changed', ''],
    ['a', '10', 'of 20'],
    ['long_name', '3', ''],
  ];
  expect(columns(rows, ['left', 'right', 'left'])).toBe(
    ['node       changed', 'a               10  of 20', 'long_name        3', ''].join('\n'),
  );
  expect(columns([], ['left'])).toBe('');
});
