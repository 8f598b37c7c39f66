/** Tensors as people paste them. */
import { expect, it } from 'vitest';
import { fullShape, nestedShape, printValue, readNumber, readShape, readValues } from './tensorText.ts';

it.each([
  ['0.5, -0.25', [0.5, -0.25]],
  ['[[1 2]\n [3 4]]', [1, 2, 3, 4]],
  ['1;2\t3\n', [1, 2, 3]],
  ['nan, -inf, +Infinity, -0', [Number.NaN, -Infinity, Infinity, -0]],
])('%j', (text, values) => {
  expect(readValues(text)).toEqual(values);
});

it('names what is no number', () => {
  expect(() => readValues('1, 2, three')).toThrow(/item 3 is "three"/);
  expect(() => readValues(' ')).toThrow(/no numbers/);
  expect(() => readValues('1 '.repeat(4097))).toThrow(/at most 4096/);
});

it.each([
  ['[[1, 2], [3, 4], [5, 6]]', [3, 2]],
  ['[[1. 2.]\n [3. 4.]]', [2, 2]],
  ['[[1 2]\n [3 4]]', [2, 2]],
  ['[[1, 2], [3]]', null],
  ['1, 2', null],
])('finds the shape of %j', (text, shape) => {
  expect(nestedShape(text)).toEqual(shape);
});

it('reads shapes', () => {
  expect(readShape('2, 2,3')).toEqual([2, 2, 3]);
  expect(readShape('2x3')).toEqual([2, 3]);
  expect(() => readShape('2,-1')).toThrow(/lengths of axes/);
  expect(() => fullShape([2, 2], 3)).toThrow(/4 elements, the tensor 3/);
});

it('prints what it reads', () => {
  for (const value of [0.1, -0, 1e-30, Number.NaN, -Infinity, 123456])
    expect(readNumber(printValue(value))).toBe(value);
});
