import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeRange, levels } from './codeFormat.ts';
import { fixedPoint } from './fixedPoint.ts';
import { flipMagnitudes } from './flipMagnitudes.ts';

const WIDTHS = [1, 2, 3, 5, 8, 11, 16].flatMap((width) => [
  fixedPoint(width, width - 1),
  fixedPoint(width, 3, false),
  fixedPoint(width, -2),
  fixedPoint(width, 40, false),
]);

describe.each(WIDTHS)('$name', (format) => {
  it('keeps every word, each a value of its own in the order of the codes', () => {
    const all = levels(format);
    expect(all).toHaveLength(2 ** format.width);
    expect(all.filter(({ reachable }) => !reachable)).toEqual([]);
    expect(all.filter(({ word, code }) => format.wordOf(code) !== word)).toEqual([]);
    const inOrder = all.toSorted((a, b) => a.code - b.code);
    expect(inOrder.filter(({ value }, k) => k > 0 && value <= (inOrder[k - 1]?.value as number))).toEqual([]);
    expect([inOrder[0]?.value, inOrder.at(-1)?.value]).toEqual([format.lowest, format.highest]);
    expect(all.filter(({ word }) => format.fromFloat32Bits(format.toFloat32Bits(word)) !== word)).toEqual([]);
  });

  it('has fields that are the whole word', () => {
    const bits = format.fields.flatMap(({ high, low }) =>
      Array.from({ length: high - low + 1 }, (_, k) => high - k),
    );
    expect(bits).toEqual(Array.from({ length: format.width }, (_, k) => format.width - 1 - k));
  });

  it('saturates, stores NaN as zero and rounds ties to the even code', () => {
    const [least, most] = codeRange(format.width, format.signed);
    expect(format.codeOf(format.encode(-1e30))).toBe(least);
    expect(format.codeOf(format.encode(Number.POSITIVE_INFINITY))).toBe(most);
    expect(format.decode(format.encode(Number.NaN))).toBe(0);
    const ties = levels(format).filter(({ code }) => code < most);
    const wrong = ties.filter(({ value, code }) => {
      const tie = (value + format.decode(format.wordOf(code + 1))) / 2;
      return format.codeOf(format.encode(tie)) !== (code % 2 === 0 ? code : code + 1);
    });
    expect(wrong).toEqual([]);
  });
});

it('flips bits by their weight, the sign bit by minus its weight', () => {
  const format = fixedPoint(8, 5);
  const flips = flipMagnitudes(format, format.encode(0.75));
  expect(flips.map(({ value }) => value - 0.75)).toEqual([0.03125, 0.0625, 0.125, -0.25, -0.5, 1, 2, -4]);
  expect(flips.map(({ field }) => field[0])).toEqual([...'fffffiis']);
});

it('holds 32 bits: codes exact, values as near as float32 allows', () => {
  const format = fixedPoint(32, 16);
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (code) => {
      expect(format.codeOf(format.wordOf(code))).toBe(code);
      expect(format.decode(format.wordOf(code))).toBe(Math.fround(code / 65536));
      expect(format.codeOf(format.encode(code / 65536))).toBe(code);
    }),
  );
  expect(format.encode(-1 / 65536)).toBe(0xffffffff);
  expect(fixedPoint(32, 0, false).encode(1e10)).toBe(0xffffffff);
});
