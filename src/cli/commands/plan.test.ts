import { describe, expect, it } from 'vitest';
import { call, callJson } from '../testing/captured.ts';

describe('bitflip plan --population', () => {
  it.each([
    ['17174144', [], 16_625],
    ['141029376', ['--compat', 'date23'], 16_639],
    ['141029376', [], 16_640],
    ['814112', [], 16_308],
    ['814112', ['--compat', 'spikingjet'], 16_307],
    ['27648', ['--compat', 'date23'], 10_389],
    ['endless', ['--confidence', '0.95'], 9604],
    ['endless', ['--confidence', '0.95', '--t', 'exact'], 9604],
    ['381120', ['--rate', '0.1'], 5899],
  ])('%s %j', async (population, more, sampleSize) => {
    const document = await callJson<Record<string, unknown>>([
      'plan',
      '--population',
      population,
      '--margin',
      '0.01',
      ...more,
    ]);
    expect(Object.keys(document)).toEqual(['N', 'nExact', 'sampleSize', 't']);
    expect(document).toMatchObject({
      N: population === 'endless' ? null : Number(population),
      sampleSize,
    });
  });

  it.each([
    [['plan'], 'plan needs a PLAN or --population N'],
    [['plan', '--population', '12.5'], '--population: got "12.5"'],
    [['plan', '--population', '12', '--margin', 'x'], '--margin: got "x"'],
    [['plan', '--population', '12', '--confidence', '99'], 'the confidence is 99, wanted between 0 and 1'],
  ])('says what is wrong: %j', async (words, message) => {
    const { status, stdout, stderr } = await call(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
