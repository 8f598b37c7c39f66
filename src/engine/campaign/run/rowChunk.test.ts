import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRow } from '../testing/anyRow.ts';
import { DoneTrials } from './doneTrials.ts';
import type { Row } from './row.ts';
import { decodeRows, encodeRows } from './rowChunk.ts';
import { columnsOf } from './rowColumns.ts';

describe('chunks of rows', () => {
  it('give back every row as it was', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 40 }), (rows) => {
        expect(decodeRows(encodeRows(columnsOf(rows)))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  const sample = fc.sample(anyRow, { numRuns: 1, seed: 1 })[0] as Row;
  const campaign = Array.from({ length: 5000 }, (_, k): Row => {
    const fault = `conv2d/kernel[${k % 5},${k % 3},0,${k % 16}]:flip(${k % 32})`;
    return {
      ...sample,
      trial: 7000 + k,
      tensor: 'conv2d/kernel',
      element: (k * 7919) % 61706,
      bit: k % 32,
      fault,
    };
  });

  it('take a few bytes a row', () => {
    const bytes = encodeRows(columnsOf(campaign));
    expect(decodeRows(bytes)).toEqual(campaign);
    expect(bytes.length / campaign.length).toBeLessThan(12);
  });

  it('that are damaged say so', () => {
    const bytes = encodeRows(columnsOf(campaign));
    expect(() => decodeRows(bytes.subarray(0, bytes.length / 2), 'campaign x')).toThrow(
      /campaign x: .* damaged/,
    );
  });
});

it('DoneTrials counts each trial once', () => {
  const done = new DoneTrials(20);
  expect([3, 19, 3].map((trial) => done.add(trial))).toEqual([true, true, false]);
  expect([done.count, done.has(19), done.has(18)]).toEqual([2, true, false]);
});
