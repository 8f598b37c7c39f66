import { expect, it } from 'vitest';
import { pictureAfterKey } from './pictureAfterKey.ts';

it.each([
  ['ArrowRight', 4, 5],
  ['ArrowLeft', 4, 3],
  ['ArrowDown', 4, 9],
  ['ArrowUp', 4, null],
  ['ArrowDown', 9, null],
  ['Home', 7, 0],
  ['End', 7, 11],
  ['Enter', 7, null],
  ['toString', 7, null],
])('%s from %i of 12 in rows of 5 leads to %s', (key, at, to) => {
  expect(pictureAfterKey(key, at, 12, 5)).toBe(to);
});
