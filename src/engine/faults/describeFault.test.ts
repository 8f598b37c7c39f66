import { describe, expect, it } from 'vitest';
import { float16 } from '../formats/float16.ts';
import { formatByName } from '../formats/formatByName.ts';
import { describeFault } from './describeFault.ts';
import { parseFault } from './parse.ts';

describe('the sentence', () => {
  it.each<[string, number, number, number, string]>([
    [
      'conv2d_1/kernel[0,2,1,5]:flip(30)',
      0x3dd56a1f,
      0x7dd56a1f,
      1,
      '1 bit: conv2d_1/kernel[0,2,1,5] bit 30, 0.1042 -> 3.546e37, 0x3dd56a1f -> 0x7dd56a1f',
    ],
    [
      'd/kernel[0]:flip(0,31,3)',
      0x3f800000,
      0xbf800009,
      1,
      '3 bits: d/kernel[0] bits 31, 3 and 0, 1 -> -1, 0x3f800000 -> 0xbf800009',
    ],
    [
      'd/kernel[0]:flip(3,3,22)',
      0x3f800000,
      0x3fc00000,
      1,
      '1 bit: d/kernel[0] bit 22, 1 -> 1.5, 0x3f800000 -> 0x3fc00000',
    ],
    ['d/kernel[0]:flip(3,3)', 0x3f800000, 0x3f800000, 1, '0 bits: d/kernel[0], unchanged at 1, 0x3f800000'],
    [
      'd/kernel[0]:stuck1(30)',
      0x3f800000,
      0x7f800000,
      1,
      '1 bit stuck at 1: d/kernel[0] bit 30, 1 -> Infinity, 0x3f800000 -> 0x7f800000',
    ],
    [
      'd/kernel[0]:stuck0(30,30)',
      0x3f800000,
      0x3f800000,
      1,
      '1 bit stuck at 0: d/kernel[0] bit 30, unchanged at 1, 0x3f800000',
    ],
    [
      'd/output[0]@t=5@image=2:set(nan)',
      0,
      0x7fc00000,
      1,
      'Set: d/output[0]@t=5@image=2 to NaN, 0 -> NaN, 0x00000000 -> 0x7fc00000',
    ],
    [
      'd/output[0]:set(0x7f800001)',
      0x80000000,
      0x7f800001,
      1,
      'Set: d/output[0] to word 0x7f800001, -0 -> NaN, 0x80000000 -> 0x7f800001',
    ],
    [
      'd/output[*]:zero',
      0xbf800000,
      0,
      1200,
      'Set in each of 1,200 words: d/output[*] to zero, first word -1 -> 0, 0xbf800000 -> 0x00000000',
    ],
    [
      'd/output[0:2]:flip(13)@float16',
      0x2e66,
      0x0e66,
      2,
      '1 bit in each of 2 words: d/output[0:2] bit 13 as float16, first word 0.09998 -> 0.0003905, 0x2e66 -> 0x0e66',
    ],
  ])('of %s', (text, before, after, siteCount, sentence) => {
    const fault = parseFault(text);
    const format = formatByName(fault.format ?? 'float32');
    expect(describeFault(fault, { bits: before }, { bits: after }, siteCount, format)).toBe(sentence);
  });

  it('speaks of the format in which the tensor is stored', () => {
    const fault = parseFault('d/kernel[#3]:flip(14)');
    const sentence = describeFault(fault, { bits: 0x2e66 }, { bits: 0x6e66 }, 1, float16);
    expect(sentence).toBe('1 bit: d/kernel[#3] bit 14 as float16, 0.09998 -> 6552, 0x2e66 -> 0x6e66');
  });
});
