import { describe, expect, it } from 'vitest';
import golden from '../fixtures/faults.json';
import { bfloat16 } from '../formats/bfloat16.ts';
import { float16 } from '../formats/float16.ts';
import { float32 } from '../formats/float32.ts';
import type { Format } from '../formats/format.ts';
import { formatByName } from '../formats/formatByName.ts';
import { LabError } from '../labError.ts';
import { applyMask } from '../words/mask.ts';
import { effectMask } from './effectMask.ts';
import type { Effect } from './fault.ts';
import { parseFault } from './parse.ts';

const effect = (text: string): Effect => parseFault(`a/b[0]:${text}`).effect;
const apply = (text: string, word: number, format: Format): number =>
  applyMask(word, effectMask(effect(text), format));

describe('effects on words', () => {
  it.each(golden.ieee754_float32)('float32 $hex bit $pos as published', (row) => {
    const before = Number.parseInt(row.hex, 16);
    expect(apply(`flip(${row.pos})`, before, float32)).toBe(Number.parseInt(row.flip_hex, 16));
    const value = (text: string): number => float32.decode(apply(text, before, float32));
    expect(value(`stuck0(${row.pos})`)).toBe(Number(row.stuck0));
    expect(value(`stuck1(${row.pos})`)).toBe(Number(row.stuck1));
  });

  it.each<[string, string, number, number]>([
    ['flip()', 'float32', 0x7f800001, 0x7f800001],
    ['flip(0)', 'float32', 0x7f800001, 0x7f800000],
    ['flip(31,30,0)', 'float32', 0x00000000, 0xc0000001],
    ['flip(4,4)', 'float32', 0x3f800000, 0x3f800000],
    ['flip(4,4,4)', 'float32', 0x3f800000, 0x3f800010],
    ['stuck1(4,4)', 'float32', 0x3f800000, 0x3f800010],
    ['stuck1(31)', 'float32', 0x3f800000, 0xbf800000],
    ['stuck0()', 'float32', 0xffffffff, 0xffffffff],
    ['stuck0(31,0)', 'float32', 0xffffffff, 0x7ffffffe],
    ['set(0.1)', 'float32', 0xffffffff, 0x3dcccccd],
    ['set(-0)', 'float32', 0, 0x80000000],
    ['set(nan)', 'float32', 0, 0x7fc00000],
    ['set(-inf)', 'float32', 0, 0xff800000],
    ['set(0xff800001)', 'float32', 0, 0xff800001],
    ['zero', 'float32', 0xffffffff, 0],
    ['set(1e6)', 'float16', 0, 0x7c00],
    ['set(0.1)', 'float16', 0xffff, 0x2e66],
    ['set(0xfc01)', 'float16', 0, 0xfc01],
    ['flip(15)', 'float16', 0x2e66, 0xae66],
    ['set(0.1)', 'bfloat16', 0xffff, 0x3dcd],
    ['flip(14)', 'bfloat16', 0x3dcd, 0x7dcd],
    ['zero', 'bfloat16', 0x3dcd, 0],
  ])('%s on %s word %i gives %i', (text, format, before, after) => {
    expect(apply(text, before, formatByName(format))).toBe(after);
  });

  it.each<[string, Format, RegExp]>([
    ['flip(32)', float32, /float32 has words of 32 bits: got bit 32, wanted 0 \(least significant\) to 31/],
    ['flip(0,16)', float16, /float16 has words of 16 bits: got bit 16/],
    ['stuck1(4294967296)', bfloat16, /got bit 4294967296/],
    ['stuck0(16)', bfloat16, /wanted 0 \(least significant\) to 15/],
    ['set(0x10000)', float16, /got word 0x10000, wanted at most 0xffff/],
  ])('%s does not fit', (text, format, message) => {
    expect(() => effectMask(effect(text), format)).toThrow(LabError);
    expect(() => effectMask(effect(text), format)).toThrow(message);
  });
});
