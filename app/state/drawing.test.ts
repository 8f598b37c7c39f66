import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDrawing, nearestInk, printDrawing, readDrawing, takesDrawings } from './drawing.ts';
import { testModel } from './testModel.ts';

const drawings = fc
  .array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 784, maxLength: 784 })
  .map((shares) => Float32Array.from(shares, nearestInk));

describe('a drawing in the address', () => {
  it('is read back to the bit, and is short enough for a link', () => {
    fc.assert(
      fc.property(drawings, (values) => {
        const text = printDrawing(values);
        expect(text).toMatch(/^[\w-]{1,560}$/);
        expect(readDrawing(text)).toEqual(values);
      }),
    );
  });

  it('puts the first of two cells in the high half', () => {
    const values = emptyDrawing();
    values[1] = 1;
    const other = readDrawing(printDrawing(values));
    expect([other?.[0], other?.[1], other?.[2]]).toEqual([0, 1, 0]);
  });

  it.each([
    ['nothing', ''],
    ['letters that base64url has not', 'a+b/='],
    ['no deflate stream', 'AAAA'],
    ['a stream cut short', printDrawing(emptyDrawing()).slice(0, 4)],
    ['too long', 'A'.repeat(561)],
  ])('%s is no drawing', (_, text) => {
    expect(readDrawing(text)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        readDrawing(text);
      }),
    );
  });
});

it.each([
  [-1, 0],
  [0.03, 0],
  [0.04, Math.fround(1 / 15)],
  [1, 1],
  [7, 1],
])('the ink nearest to %d is %d', (share, ink) => {
  expect(nearestInk(share)).toBe(ink);
});

it('only a model with one grey 28×28 input takes drawings', () => {
  const { graph } = testModel();
  expect(takesDrawings(graph)).toBe(true);
  expect(takesDrawings({ ...graph, inputs: ['conv2d/output'] })).toBe(false);
  expect(takesDrawings({ ...graph, inputs: ['input/output', 'input/output'] })).toBe(false);
});
