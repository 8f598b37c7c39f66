import { expect, it } from 'vitest';
import { formatCount, formatValue, formatWord } from './formatNumber.ts';

it.each([
  [0, '0'],
  [-0, '-0'],
  [0.1, '0.1'],
  [0.104203, '0.1042'],
  [100, '100'],
  [123456, '123456'],
  [123456.7, '1.2346e+5'],
  [99999.9, '1e+5'],
  [3.5447e37, '3.5447e+37'],
  [1e-7, '1e-7'],
  [-2.5, '-2.5'],
  [Number.NaN, 'NaN'],
  [Infinity, 'Inf'],
  [-Infinity, '-Inf'],
])('formatValue(%d) is %s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

it('formats words and counts', () => {
  expect(formatWord(0x80000000 | 0)).toBe('0x80000000');
  expect(formatWord(1)).toBe('0x00000001');
  expect(formatCount(61706)).toBe('61,706');
});
