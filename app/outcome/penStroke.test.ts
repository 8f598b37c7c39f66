import { describe, expect, it } from 'vitest';
import { inkStroke } from './penStroke.ts';

const SIDE = 9;
const sheet = () => new Float32Array(SIDE * SIDE);
const rowOf = (values: Float32Array, row: number) =>
  [...values.subarray(row * SIDE, (row + 1) * SIDE)].map((ink) => Math.round(ink * 15));

describe('a soft pen', () => {
  it('leaves a line three cells wide that is dark in the middle', () => {
    const values = sheet();
    inkStroke(values, SIDE, { x: 2.5, y: 4.5 }, { x: 6.5, y: 4.5 });
    expect([2, 3, 4, 5, 6].map((row) => rowOf(values, row)[4])).toEqual([0, 11, 15, 11, 0]);
    expect(rowOf(values, 4)).toEqual([0, 11, 15, 15, 15, 15, 15, 11, 0]);
  });

  it('inks the same whether a line is drawn at once or bit by bit', () => {
    const [once, bits] = [sheet(), sheet()];
    inkStroke(once, SIDE, { x: 1, y: 1 }, { x: 8, y: 8 });
    for (let i = 1; i < 8; i++) inkStroke(bits, SIDE, { x: i, y: i }, { x: i + 1, y: i + 1 });
    expect(bits).toEqual(once);
  });

  it('stays on the sheet', () => {
    const values = sheet();
    inkStroke(values, SIDE, { x: -3, y: 0.5 }, { x: 0.5, y: 0.5 });
    expect(rowOf(values, 0)).toEqual([15, 11, 0, 0, 0, 0, 0, 0, 0]);
    expect(values.length).toBe(SIDE * SIDE);
  });

  it('erases what it drew', () => {
    const values = sheet();
    inkStroke(values, SIDE, { x: 4.5, y: 4.5 }, { x: 4.5, y: 4.5 });
    inkStroke(values, SIDE, { x: 4.5, y: 4.5 }, { x: 4.5, y: 4.5 }, true);
    expect(values[4 * SIDE + 4]).toBe(0);
    expect(Math.max(...values)).toBeLessThan(0.4);
  });
});
