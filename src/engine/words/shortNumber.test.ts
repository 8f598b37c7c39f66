import { expect, it } from 'vitest';
import { shortNumber } from './shortNumber.ts';

it.each([
  [0, '0'],
  [-0, '-0'],
  [0.10419487953186035, '0.1042'],
  [-0.5, '-0.5'],
  [3.545568e37, '3.546e37'],
  [1.1754943508222875e-38, '1.175e-38'],
  [0.0001, '0.0001'],
  [0.00009999, '9.999e-5'],
  [131072, '131072'],
  [12345.678, '12346'],
  [999.96, '1000'],
  [100, '100'],
  [1e6, '1e6'],
  [2097152, '2.097e6'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('%d is written %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});
