import { expect, it } from 'vitest';
import { pictureName } from './pictureName.ts';

it.each([
  [7, ['0', '1', '2', '3', '4', '5', '6', '7'], 'digit 7'],
  [1, ['airplane', 'automobile'], 'automobile'],
  [3, null, 'digit 3'],
  [12, null, '12'],
  [undefined, ['a'], 'unnamed'],
])('%s of %s is %s', (label, names, wanted) => {
  expect(pictureName(label, names)).toBe(wanted);
});
