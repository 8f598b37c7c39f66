import { describe, expect, it } from 'vitest';
import { describeFault } from '#engine/faults/describeFault.ts';
import { parseFault } from '#engine/faults/parse.ts';
import { wordFormatByName } from '#engine/formats/wordFormatByName.ts';
import type { FaultReport } from '#workers/labApi.ts';
import { changeText, reportsByFault } from './faultChange.ts';

describe('changeText', () => {
  it.each([
    ['conv2d_1/kernel[0,2,1,5]:flip(30)', 0x3dd56a1f, 0x7dd56a1f, 1, '0.1042 → 3.546e37'],
    ['a/kernel[0]:stuck1(30,2)', 0x7f800000, 0x7fc00000, 1, 'Infinity → NaN'],
    ['a/kernel[*]:zero', 0x3f800000, 0, 16, '1 → 0'],
    ['a/kernel[0]:stuck0(31)', 0x3f800000, 0x3f800000, 1, 'unchanged at 1'],
    ['a/kernel[0]:flip(15)@float16', 0x3c00, 0xbc00, 1, '1 → -1'],
    ['a/kernel[0]:flip(4)@fixed(5,3)', 0x04, 0x14, 1, '0.5 → -1.5'],
  ] as const)('of %s', (text, before, after, sites, change) => {
    const fault = parseFault(text);
    const format = wordFormatByName(fault.format ?? 'float32');
    const sentence = describeFault(fault, { bits: before }, { bits: after }, sites, format);
    expect(changeText(sentence)).toBe(change);
  });

  it('has nothing to tell of another sentence', () => {
    expect(changeText('Something happened.')).toBeNull();
  });
});

it('gives each active fault its own report', () => {
  const report = (fault: string) => ({ fault }) as FaultReport;
  const list = [
    { text: 'a', on: false },
    { text: 'b', on: true },
    { text: 'c', on: true },
  ];
  expect(reportsByFault(list, [report('b'), report('c')])).toEqual([null, report('b'), report('c')]);
  expect(reportsByFault(list, [report('x')])).toEqual([null, null, null]);
});
