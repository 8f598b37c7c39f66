import { expect, it } from 'vitest';
import { type Stop, stopAfterKey } from './rove.ts';

const card = (id: string, rank: number, lane: number): Stop => ({
  id,
  x: lane * 120,
  y: rank * 50,
  width: 100,
  height: 40,
});

/** squeeze above left (lane 0) and right (lane 1), joined below. */
const stops = [card('squeeze', 0, 0), card('left', 1, 0), card('right', 1, 1), card('concat', 2, 0)];

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
  expect(stopAfterKey(key, stops, from)).toBe(to);
});
