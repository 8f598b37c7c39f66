import { describe, expect, it } from 'vitest';
import { FIRST_DRAW, type Population, printDraw, readDraw } from '#app/state/faultDraw.ts';
import { testModel } from '#app/state/testModel.ts';
import { parseFault } from '#engine/faults/parse.ts';
import { judgeScene } from '#engine/scene/judgeScene.ts';
import { populationTensors, randomFault } from './randomFault.ts';

const { graph } = testModel();
const draws = (count: number, population: Population) =>
  Array.from(
    { length: count },
    (_, drawn) => randomFault(graph, { seed: 42, drawn, population }, []) as string,
  );

describe('randomFault', () => {
  it('draws faults the model takes', () => {
    for (const population of ['weights', 'activations', 'both'] as const)
      expect(() => judgeScene({ storage: [], faults: draws(50, population) }, graph)).not.toThrow();
  });

  it('stays in its population', () => {
    expect(populationTensors(graph, 'weights', []).map(({ words }) => words)).toEqual([150, 2400, 16000]);
    expect(populationTensors(graph, 'activations', []).map(({ tensor }) => tensor)).not.toContain(
      'input/output',
    );
    expect(draws(50, 'weights').every((text) => parseFault(text).site.tensor === 'kernel')).toBe(true);
    expect(draws(50, 'activations').every((text) => parseFault(text).site.tensor === 'output')).toBe(true);
  });

  it('hits each tensor as often as it has bits, and every bit alike', () => {
    const faults = draws(3000, 'weights').map(parseFault);
    const share = (node: string) => faults.filter(({ site }) => site.node === node).length / faults.length;
    // Four standard deviations.
    expect(Math.abs(share('dense') - 16000 / 18550)).toBeLessThan(0.026);
    const bits = new Array<number>(32).fill(0);
    for (const { effect } of faults)
      if (effect.kind === 'flip') for (const bit of effect.bits) bits[bit] = (bits[bit] ?? 0) + 1;
    const expected = faults.length / 32;
    const chiSquare = bits.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 31 degrees of freedom: above 61.1 in one of a thousand.
    expect(chiSquare).toBeLessThan(61.1);
  });
});

it('counts the bits of the words that are stored', () => {
  const storage = ['dense/kernel=quantized_bits(6,0,alpha=1)', 'conv2d/output=float16'];
  const widths = (population: Population) =>
    Object.fromEntries(
      populationTensors(graph, population, storage).map(({ tensor, width }) => [tensor, width]),
    );
  expect(widths('weights')).toEqual({ 'conv2d/kernel': 32, 'block/conv%3A1/kernel': 32, 'dense/kernel': 6 });
  expect(widths('activations')['conv2d/output']).toBe(16);
  for (let drawn = 0; drawn < 200; drawn++) {
    const fault = randomFault(graph, { seed: 3, drawn, population: 'weights' }, storage) as string;
    expect(() => judgeScene({ storage, faults: [fault] }, graph)).not.toThrow();
  }
});

describe('the seed in the address', () => {
  it.each([
    FIRST_DRAW,
    { seed: 42, drawn: 0, population: 'weights' },
    { seed: 4294967295, drawn: 7, population: 'both' },
    { seed: 0, drawn: 0, population: 'activations' },
  ] as const)('%o comes back', (draw) => {
    const problems: string[] = [];
    expect(readDraw(new Map(printDraw(draw)), problems)).toEqual(draw);
    expect(problems).toEqual([]);
  });

  it.each(['', 'x', '-1', '1.5', '4294967296', '1,2,moon', '1,,both', '1,2,both,4'])(
    '"%s" is named',
    (text) => {
      const problems: string[] = [];
      expect(readDraw(new Map([['r', text]]), problems)).toEqual(FIRST_DRAW);
      expect(problems).toHaveLength(1);
    },
  );
});
