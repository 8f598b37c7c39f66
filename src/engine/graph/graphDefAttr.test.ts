import { describe, expect, it } from 'vitest';
import {
  attrBool,
  attrInts,
  attrShape,
  attrText,
  attrTexts,
  attrType,
  withFirstTexts,
} from './graphDefAttr.ts';

describe('attributes', () => {
  it.each([
    [{ list: { i: ['1', '2', 3] } }, [1, 2, 3]],
    [{ list: {} }, []],
    [undefined, []],
  ])('integers of %j', (value, wanted) => {
    expect(attrInts({ a: value }, 'a')).toEqual(wanted);
  });

  it.each([
    ['U0FNRQ==', 'same'],
    [[86, 65, 76, 73, 68], 'valid'],
    ['TkhXQw', 'nhwc'],
    ['', ''],
  ])('text of %j', (s, wanted) => {
    expect(attrText({ padding: { s } }, 'padding')).toBe(wanted);
  });

  it('agrees with base64 of every length', () => {
    for (let length = 0; length < 12; length++) {
      const text = 'biasadd,relu6'.slice(0, length);
      expect(attrText({ a: { s: Buffer.from(text).toString('base64') } }, 'a')).toBe(text);
    }
  });

  it('lists of texts, cut without decoding', () => {
    const attr = { fused_ops: { list: { s: ['Qmlhc0FkZA==', 'UmVsdQ=='] } }, T: { type: 1 } };
    expect(attrTexts(attr, 'fused_ops')).toEqual(['biasadd', 'relu']);
    expect(withFirstTexts(attr, 'fused_ops', 1)).toEqual({
      fused_ops: { list: { s: ['Qmlhc0FkZA=='] } },
      T: { type: 1 },
    });
  });

  it.each([
    ['DT_FLOAT', 'float32'],
    [1, 'float32'],
    ['DT_INT64', 'int32'],
    [10, 'bool'],
    ['DT_STRING', 'string'],
    ['DT_VARIANT', 'other'],
  ])('type %j', (type, wanted) => {
    expect(attrType({ T: { type } }, 'T')).toBe(wanted);
  });

  it.each([
    [{ shape: { dim: [{ size: '-1' }, { size: 28 }, {}] } }, [null, 28, null]],
    [{ shape: {} }, []],
    [{ shape: { unknownRank: true } }, null],
    [undefined, null],
  ])('shape of %j', (value, wanted) => {
    expect(attrShape({ shape: value }, 'shape')).toEqual(wanted);
  });

  it('a missing flag is false', () => {
    expect(attrBool({}, 'transpose_a')).toBe(false);
    expect(attrBool({ transpose_a: { b: true } }, 'transpose_a')).toBe(true);
  });
});
