import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '#engine/formats/formatByName.ts';
import type { WordDecoding } from '#engine/formats/wordDecoding.ts';
import { bitTerm } from './bitTerm.ts';
import { floatModel, type WordModel, wordModel } from './wordModel.ts';
import { type Notation, printWord, readWord } from './wordText.ts';

/** A signed 8-bit code, value = 0.25 × (code - 3). */
const affine: WordDecoding = {
  name: 'int8(range=minmax)',
  width: 8,
  signed: true,
  fields: [
    { name: 'sign', letter: 'S', high: 7, low: 7 },
    { name: 'integer', letter: 'I', high: 6, low: 0 },
  ],
  step: Float32Array.of(0.25),
  zero: Int32Array.of(3),
  groupOf: null,
  levels: null,
};
/** The same by its table. */
const tabled: WordDecoding = {
  ...affine,
  levels: Float32Array.from({ length: 256 }, (_, word) => 0.25 * (((word << 24) >> 24) - 3)),
};
/** Two bits: -1, 0 twice, 1, as ternary has it. */
const ternary: WordDecoding = {
  ...affine,
  name: 'ternary()',
  width: 2,
  zero: Int32Array.of(0),
  fields: [
    { name: 'sign', letter: 'S', high: 1, low: 1 },
    { name: 'integer', letter: 'I', high: 0, low: 0 },
  ],
  levels: Float32Array.of(0, 1, 0, -1),
};
const int8 = wordModel(affine, 0);
const MODELS = { float32: wordModel(null, 0), int8 } as const;
type Name = keyof typeof MODELS;

describe('words of every format', () => {
  it.each(FORMATS.map((format) => [format.name, floatModel(format)] as const))(
    '%s: what is printed reads back as the same word',
    (_, model) => {
      fc.assert(
        fc.property(fc.nat(2 ** Math.min(model.width, 31) - 1), (word) => {
          for (const notation of ['hex', 'integer', 'value'] as const) {
            if (notation === 'value' && Number.isNaN(model.decode(word))) continue;
            expect(readWord(model, notation, printWord(model, notation, word))).toEqual({
              kind: 'word',
              word,
            });
          }
        }),
      );
    },
  );

  it.each([
    ['by step and zero', int8],
    ['by table', wordModel(tabled, 0)],
  ])('codes %s: every code is its value, its integer and its neighbours', (_, model: WordModel) => {
    for (let code = -128; code <= 127; code++) {
      const word = code & 255;
      const value = (code - 3) / 4;
      expect(model.decode(word)).toBe(value);
      expect(model.integerOf(word)).toBe(code);
      expect(model.encode(value)).toBe(word);
      expect(model.next(word, 'above')).toBe(Math.min(code + 1, 127) & 255);
      expect(model.next(word, 'below')).toBe(Math.max(code - 1, -128) & 255);
    }
    expect(model.rule).toMatchObject({ kind: 'code', linear: true });
    expect([0.125, 0.375, -0.125].map((value) => model.encode(value))).toEqual([3, 5, 3]);
    expect(model.encode(1e9)).toBe(127);
    expect(model.encode(-Infinity)).toBe(128);
    expect(model.encode(Number.NaN)).toBeNull();
  });

  it('a table that is no line is said to be one', () => {
    const model = wordModel(ternary, 0);
    expect(model.rule).toMatchObject({ linear: false });
    expect([model.next(3, 'above'), model.next(0, 'above'), model.next(1, 'above')]).toEqual([0, 1, 1]);
  });

  it('codes of several groups have the scale of their own', () => {
    const perChannel = {
      ...affine,
      step: Float32Array.of(1, 2),
      zero: Int32Array.of(0, 0),
      groupOf: Uint32Array.of(0, 1),
    };
    expect([0, 1].map((index) => wordModel(perChannel, index).decode(5))).toEqual([5, 10]);
  });
});

describe('what a person types', () => {
  it.each<[Name, Notation, string, number]>([
    ['float32', 'value', ' 1.5 ', 0x3fc00000],
    ['float32', 'value', '-0', 0x80000000],
    ['float32', 'value', '-inf', 0xff800000],
    ['float32', 'value', 'NaN', 0x7fc00000],
    ['float32', 'value', '1e39', 0x7f800000],
    ['float32', 'hex', '0x3dba_090a', 0x3dba090a],
    ['float32', 'hex', 'ff', 255],
    ['float32', 'integer', '4294967295', 0xffffffff],
    ['int8', 'integer', '-1', 255],
    ['int8', 'hex', '80', 128],
  ])('%s: %s %s is read', (name, notation, text, word) => {
    expect(readWord(MODELS[name], notation, text)).toEqual({ kind: 'word', word });
  });

  it.each<[Name, Notation, string, RegExp]>([
    ['float32', 'value', '1,5', /number such as/],
    ['float32', 'value', '', /number such as/],
    ['float32', 'hex', '0x1ffffffff', /at most 0xffffffff/],
    ['float32', 'hex', 'xyz', /hexadecimal digits/],
    ['float32', 'integer', '-1', /from 0 to 4,294,967,295/],
    ['float32', 'integer', '1.5', /whole number/],
    ['int8', 'integer', '128', /code is from -128 to 127/],
    ['int8', 'value', 'nan', /has no NaN/],
    ['int8', 'hex', '100', /at most 0xff/],
  ])('%s: %s %s is refused with what is wanted', (name, notation, text, message) => {
    const read = readWord(MODELS[name], notation, text);
    expect(read.kind === 'error' && read.message).toMatch(message);
  });
});

it.each<[Name, number, string]>([
  ['float32', 31, '×-1'],
  ['float32', 30, '×2^128'],
  ['float32', 23, '×2^1'],
  ['float32', 22, '+2^-1'],
  ['float32', 0, '+2^-23'],
  ['int8', 7, '-128'],
  ['int8', 0, '+1'],
])('%s: bit %i stands for %s', (name, bitIndex, term) => {
  expect(bitTerm(MODELS[name], bitIndex)).toBe(term);
});
