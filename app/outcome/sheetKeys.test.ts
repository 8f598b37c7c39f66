import { expect, it } from 'vitest';
import { sheetStep } from './sheetKeys.ts';

it.each([
  ['ArrowRight', false, 30, { cell: 31, act: 'move' }],
  ['ArrowDown', true, 30, { cell: 58, act: 'ink' }],
  ['ArrowUp', false, 5, { cell: 5, act: 'move' }],
  ['ArrowLeft', false, 28, { cell: 28, act: 'move' }],
  ['ArrowRight', false, 27, { cell: 27, act: 'move' }],
  [' ', false, 30, { cell: 30, act: 'ink' }],
  ['Delete', false, 30, { cell: 30, act: 'erase' }],
  ['a', false, 30, null],
  ['constructor', false, 30, null],
] as const)('%s, Shift %s, at %d', (key, drawing, cell, step) => {
  expect(sheetStep(key, drawing, cell, 28)).toEqual(step);
});
