import { describe, expect, it } from 'vitest';
import type { Row } from '../run/row.ts';
import { smallGraph } from '../testing/smallGraph.ts';
import { readFaultList, writeFaultList } from './faultList.ts';
import { spikingjetTable } from './spikingjetTable.ts';

const HEADER = 'Injection,Layer,TensorIndex,Bit';

describe('fault lists', () => {
  // small.weight is [3, 4] in PyTorch, [4, 3] here.
  it.each([
    ['0,small.weight,"(2, 1)",30', 'pytorch', 'small/kernel[1,2]:flip(30)'],
    ['0,small.weight,"(2, 1)",30', 'keras', 'small/kernel[2,1]:flip(30)'],
    ['0,small.weight,9,0', 'pytorch', 'small/kernel[1,2]:flip(0)'],
    ['7,small.bias,"(2,)",31', 'pytorch', 'small/bias[2]:flip(31)'],
    ['7,small.bias,2,31', 'pytorch', 'small/bias[2]:flip(31)'],
    ['1,big.kernel,"(0, 19)",5', 'keras', 'big/kernel[0,19]:flip(5)'],
  ] as const)('reads %s as %s', (line, layout, fault) => {
    expect(readFaultList(`${HEADER}\n${line}\n`, smallGraph, layout)).toEqual([fault]);
  });

  it.each(['pytorch', 'keras'] as const)('writes what it reads: %s', (layout) => {
    const faults = ['small/kernel[1,2]:flip(30)', 'small/bias[0]:flip(1)', 'big/kernel[2,19]:flip(31)'];
    expect(readFaultList(writeFaultList(faults, smallGraph, layout), smallGraph, layout)).toEqual(faults);
  });

  it('is written as SpikingJET writes it', () => {
    expect(
      writeFaultList(['small/bias[2]:flip(3)', 'small/kernel[1,2]:flip(30)'], smallGraph, 'pytorch'),
    ).toBe(`${HEADER}\n0,small.bias,"(2,)",3\n1,small.weight,"(2, 1)",30\n`);
  });

  it.each([
    ['1,2\n', 'begins with'],
    [`${HEADER}\n0,none.weight,"(0, 0)",1`, 'line 2: the model has no parameter none.weight'],
    [`${HEADER}\n0,small.weight,"(3, 0)",1`, 'has shape [3,4]'],
    [`${HEADER}\n0,small.weight,"(1,)",1`, 'has shape [3,4]'],
    [`${HEADER}\n0,small.weight,12,1`, 'has shape [3,4]'],
    [`${HEADER}\nx`, 'wanted a number, a layer, an index and a bit'],
  ])('says which line is wrong', (text, message) => {
    expect(() => readFaultList(text, smallGraph, 'pytorch')).toThrow(message);
  });

  it('refuses what such a list cannot say', () => {
    expect(() => writeFaultList(['big/output[1]:flip(3)'], smallGraph, 'pytorch')).toThrow('no place');
    expect(() => writeFaultList(['small/bias[1]:flip(3,4)'], smallGraph, 'pytorch')).toThrow('no place');
  });
});

const row = (tensor: string, more: Partial<Row>): Row => ({
  trial: 0,
  stratum: 0,
  fault: `${tensor}[0]`,
  tensor,
  element: 0,
  bit: 0,
  image: null,
  label: null,
  goldenTop: null,
  faultyTop: null,
  images: 4,
  masked: 2,
  benign: 1,
  changed: 0,
  sdc: 1,
  due: 0,
  sdc5: 0,
  bands: { '0': 2, '0-5': 1, '5-10': 0, '10-20': 0, '>20': 0, SDC: 1, DUE: 0, none: 0 },
  labelled: 4,
  goldenRight: 4,
  faultyRight: 3,
  lossChange: 0,
  maxAbsDiff: 0,
  reason: null,
  diedAt: null,
  deaths: { 'no-op': 0, 'zero input': 0, ReLU: 0, pool: 0, rounding: 0, saturation: 0 },
  ...more,
});

it("results stand in SpikingJET's layout", () => {
  const rows = [
    row('big/kernel', {}),
    row('small/bias', {}),
    row('small/bias', { fault: 'other', faultyRight: 4 }),
  ];
  expect(spikingjetTable(rows, smallGraph)).toBe(
    [
      ',small.bias,big.weight',
      '# of faults,2,1',
      '# of injections,8,4',
      'fully_masked,0.5,0.5',
      'SDC_1,0.25,0.25',
      'SDC_0_5%,0.25,0.25',
      'SDC_5_10%,0,0',
      'SDC_10_20%,0,0',
      'SDC_20,0,0',
      'facc,0.875,0.75',
      'acc,1,1',
      '',
    ].join('\n'),
  );
});
