import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, jsonText } from './jsonText.ts';

describe('jsonText', () => {
  it.each<[Json, string]>([
    [Number.NaN, '"NaN"'],
    [Number.POSITIVE_INFINITY, '"Infinity"'],
    [Number.NEGATIVE_INFINITY, '"-Infinity"'],
    [-0, '-0'],
    [3.4028237199154086e37, '3.4028237199154086e+37'],
    [5e-324, '5e-324'],
    [[1, Number.NaN, 'x', null, true], '[1, "NaN", "x", null, true]'],
    [[], '[]'],
    [{}, '{}'],
    [[[]], '[\n  []\n]'],
    [{ 'a"b': '\u0001' }, '{"a\\"b": "\\u0001"}'],
    [{ a: [{ b: 1 }] }, '{\n  "a": [\n    {"b": 1}\n  ]\n}'],
  ])('%o is %s', (value, text) => {
    expect(jsonText(value)).toBe(text);
  });

  it('is read back by JSON.parse unchanged, -0 included', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonText(value as Json))).toEqual(value);
      }),
      { numRuns: 500 },
    );
    expect(JSON.parse(jsonText([-0]))).toEqual([-0]);
  });
});
