import { expect, it } from 'vitest';
import { nodeAfterKey } from './rove.ts';

/** squeeze above left (lane 0) and right (lane 1), joined below. */
const places = [
  { id: 'squeeze', rank: 0, lane: 0 },
  { id: 'left', rank: 1, lane: 0 },
  { id: 'right', rank: 1, lane: 1 },
  { id: 'concat', rank: 2, lane: 0 },
];

it.each([
  ['squeeze', 'ArrowDown', 'left'],
  ['right', 'ArrowDown', 'concat'],
  ['right', 'ArrowUp', 'squeeze'],
  ['left', 'ArrowRight', 'right'],
  ['right', 'ArrowLeft', 'left'],
  ['right', 'ArrowRight', null],
  ['concat', 'ArrowDown', null],
  ['squeeze', 'ArrowUp', null],
  ['concat', 'Home', 'squeeze'],
  ['left', 'End', 'concat'],
  ['left', 'Enter', null],
  ['nowhere', 'ArrowDown', null],
])('from %s, %s leads to %s', (from, key, to) => {
  expect(nodeAfterKey(key, places, from)).toBe(to);
});
