import { expect, it } from 'vitest';
import { compare } from './comparison.ts';
import { elementAfterKey } from './elementKeys.ts';
import { cutsOf } from './tensorCuts.ts';

const shape = [3, 3, 2];
const golden = new Float32Array(18);
const faulty = golden.slice();
faulty[4] = 1;
faulty[13] = 1;
const comparison = compare(golden, faulty);
const after = (key: string, at: number) =>
  elementAfterKey(key, at, shape, cutsOf(shape, 'value'), comparison);

it.each([
  ['ArrowRight', 0, 2],
  ['ArrowDown', 0, 6],
  ['ArrowLeft', 0, 0],
  ['ArrowUp', 7, 1],
  ['ArrowRight', 5, 5],
  ['PageDown', 0, 1],
  ['PageDown', 1, 0],
  ['PageUp', 4, 5],
  ['.', 0, 4],
  ['.', 4, 13],
  ['.', 13, 4],
  [',', 4, 13],
  [',', 13, 4],
  ['Enter', 3, null],
])('%s at %i goes to %s', (key, at, to) => {
  expect(after(key, at)).toBe(to);
});

it('stays where nothing changed', () => {
  const same = compare(golden, golden);
  expect(elementAfterKey('.', 5, shape, cutsOf(shape, 'value'), same)).toBe(5);
});
