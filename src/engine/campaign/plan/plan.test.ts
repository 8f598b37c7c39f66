import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../faults/parse.ts';
import { printFaults } from '../../faults/print.ts';
import { bfloat16 } from '../../formats/bfloat16.ts';
import type { WordFormat } from '../../formats/format.ts';
import { FLOAT32_TENSOR, uniformFormat } from '../../formats/groupedFormat.ts';
import { smallGraph } from '../testing/smallGraph.ts';
import { equal, proportional } from './allocate.ts';
import { type BoundPlan, bindPlan, type TensorFacts } from './bindPlan.ts';
import { bitRates } from './bitRates.ts';
import { describePlan } from './describePlan.ts';
import { planText, readPlan } from './readPlan.ts';
import { type TrialFault, trialOf } from './trial.ts';

const facts: TensorFacts = {
  range: () => ({ min: -2, max: 3, mean: 0.5, deviation: 1.5 }),
  value: (_, element, image) => element + 100 * image,
  rates: () => Array.from({ length: 32 }, (_, bit) => (bit === 30 ? 0.5 : 1e-4)),
};

const bind = (text: string, images = 3): BoundPlan =>
  bindPlan(readPlan(text), {
    graph: smallGraph,
    images: Array.from({ length: images }, (_, i) => i),
    formatOf: () => FLOAT32_TENSOR,
    facts,
  });

const trials = (bound: BoundPlan) => Array.from({ length: bound.trials }, (_, t) => trialOf(bound, t));

describe('a plan', () => {
  it.each([
    ['fault: {kind: flop}', 'fault.kind: got "flop", wanted ("flip" | "flips"'],
    ['seed: -1', 'seed: got -1, wanted >=0'],
    ['sampling: {kind: uniform, size: x}', 'sampling.size: got "x", wanted a number of trials, or {margin'],
    ['population: {bits: [40]}', 'population.bits.0: got 40, wanted <=31'],
    ['population: {bits: 3-4}', 'population.bits: got "3-4", wanted a range such as "23:31"'],
    ['populaton: 3', 'populaton: there is no such field'],
    ['fault: {kind: flips}', 'fault.bits: is missing'],
    ['a: [', 'plan: Flow sequence'],
    ['population: {nodes: [nothing*]}', 'the model has no parameters that match {"nodes":["nothing*"]}'],
    ['sampling: {kind: uniform, size: 9999999}', '9999999 trials of 7200 without replacement'],
    ['fault: {kind: random}\nsampling: {kind: exhaustive}', 'cannot be exhaustive'],
    ['stopping: {kind: sequential}\nsampling: {kind: exhaustive}', 'sequential stopping needs'],
    ['redraw: per-image', '"per-image" is for unit "fault"'],
    ['fault: {kind: zero}\nsampling: {kind: stratified, by: bit}', 'cannot be cut by bit'],
    ['fault: {kind: burst, length: 9}\npopulation: {bits: "0:7"}', 'no bit of the chosen tensors'],
  ])('says which field is wrong: %s', (text, message) => {
    expect(() => bind(text)).toThrow(message);
  });

  it('is the same after printing', () => {
    const plan = readPlan('{"fault": {"kind": "stuck", "at": 1}, "sampling": {"kind": "stratified"}}');
    expect(readPlan(planText(plan))).toEqual(plan);
    expect(readPlan(JSON.stringify(plan))).toEqual(plan);
  });
});

describe('the population', () => {
  // 12 + 3 + 60 parameters, 3 + 20 values, 4 inputs.
  it.each([
    ['', 75 * 32],
    ['fault: {kind: stuck}', 75 * 64],
    ['fault: {kind: stuck, at: 1}', 75 * 32],
    ['fault: {kind: flips, bits: 2}', 75 * 496],
    ['fault: {kind: burst, length: 3}', 75 * 30],
    ['fault: {kind: zero}', 75],
    ['fault: {kind: random, draw: unit}', 75],
    ['population: {bits: "23:30"}', 75 * 8],
    ['population: {bits: [31, 30]}', 75 * 2],
    ['population: {tensors: [kernel]}', 72 * 32],
    ['population: {nodes: [s*]}', 15 * 32],
    ['population: {of: values}', 23 * 32],
    ['population: {of: values, tensors: [pre]}', 3 * 32],
    ['population: {of: values, tensors: [pre, output]}', 26 * 32],
    ['population: {of: inputs}', 4 * 32],
  ])('%s has %d faults', (text, size) => {
    const { population } = bind(text);
    expect(population.size).toBe(size);
    const seen = new Set<string>();
    for (let i = 0; i < size; i++) {
      const site = population.at(i);
      expect(population.indexOf(site)).toBe(i);
      seen.add(JSON.stringify(site));
    }
    expect(seen.size).toBe(size);
  });

  it('counts the bits of the format in which a tensor is stored', () => {
    const bound = bindPlan(readPlan(''), {
      graph: smallGraph,
      images: [0],
      formatOf: (id) => (id === 'big/kernel' ? uniformFormat<WordFormat>(bfloat16) : FLOAT32_TENSOR),
    });
    expect(bound.population.size).toBe(15 * 32 + 60 * 16);
  });

  it('k flips of one word are all choices of k bits, each once', () => {
    const { population } = bind('fault: {kind: flips, bits: 3}\npopulation: {bits: "1:6"}');
    const { space } = population.tensors[0] as (typeof population.tensors)[number];
    const choices = Array.from({ length: space.count }, (_, variant) => space.effect(variant));
    expect(new Set(choices.map((choice) => JSON.stringify(choice))).size).toBe(20);
    for (const choice of choices) {
      const { bits } = choice as { bits: readonly number[] };
      expect(bits.length).toBe(3);
      expect(bits.every((bit, i) => bit >= 1 && bit <= 6 && (i === 0 || bit > (bits[i - 1] as number)))).toBe(
        true,
      );
    }
  });
});

const setValue = (fault: TrialFault | undefined): number =>
  fault?.effect.kind === 'set' ? fault.effect.value : Number.NaN;

describe('sampling', () => {
  it('uniform over layers gives every layer the same number and says what that means', () => {
    const bound = bind('sampling: {kind: uniform-over-layers, size: 300}');
    expect(bound.strata.map(({ trials }) => trials)).toEqual([150, 150]);
    expect(bound.strata.map(({ weight }) => weight)).toEqual([15 / 75, 60 / 75]);
    expect(describePlan(bound).warnings[0]).toContain('a bit of small counts 4 times a bit of big');
  });

  it('uniform over tensors draws a bias as often as a kernel, and says what that means', () => {
    const bound = bind('sampling: {kind: uniform-over-tensors, size: 300}');
    expect(bound.strata.map(({ label, trials }) => [label, trials])).toEqual([
      ['small/kernel', 100],
      ['small/bias', 100],
      ['big/kernel', 100],
    ]);
    const { warnings, sentences } = describePlan(bound);
    expect(warnings[0]).toContain('a bit of small/bias counts 20 times a bit of big/kernel');
    expect(sentences[2]).toContain('the same number from each of 3 tensors');
  });

  it('takes the published size for each stratum', () => {
    const bound = bind('unit: fault\nsampling: {kind: stratified, by: layer, allocation: each}');
    // n(480) and n(1920) at 1 %, 99 %.
    expect(bound.strata.map(({ trials }) => trials)).toEqual([467, 1722]);
  });

  it('an error rate hits an exact count of different sites, or each on its own', () => {
    const exact = bind(
      'fault: {kind: flip, amount: {kind: rate, rate: 0.01}}\nsampling: {kind: uniform, size: 50}',
    );
    for (const { faults, text } of trials(exact)) {
      expect(faults.length).toBe(24);
      expect(new Set(text.split(';')).size).toBe(24);
    }
    const bernoulli = bind(
      'fault: {kind: flip, amount: {kind: rate, rate: 0.01, draw: bernoulli}}\nsampling: {kind: uniform, size: 2000}',
    );
    const counts = trials(bernoulli).map(({ faults }) => faults.length);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    // Binomial(2400, 0.01): mean 24, variance 23.76; five standard errors.
    expect(Math.abs(mean - 24)).toBeLessThan(5 * Math.sqrt(23.76 / 2000));
    expect(Math.abs(variance - 23.76)).toBeLessThan(5 * 23.76 * Math.sqrt(2 / 2000));
  });

  it.each([
    ['unit', 0, 1, 0.5, Math.sqrt(1 / 12)],
    ['range', -2, 3, 0.5, 5 * Math.sqrt(1 / 12)],
    ['normal', -9, 9, 0.5, 1.5],
  ])('random values: %s', (draw, least, most, mean, deviation) => {
    const drawn = trials(
      bind(`fault: {kind: random, draw: ${draw}}\nsampling: {kind: uniform, size: 3000}`),
    ).map(({ faults }) => setValue(faults[0]));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(most);
    const average = drawn.reduce((sum, value) => sum + value, 0) / 3000;
    const spread = Math.sqrt(drawn.reduce((sum, value) => sum + (value - average) ** 2, 0) / 3000);
    expect(Math.abs(average - mean)).toBeLessThan(5 * (deviation / Math.sqrt(3000)));
    expect(Math.abs(spread / deviation - 1)).toBeLessThan(0.07);
    expect(drawn.every((value) => Math.fround(value) === value)).toBe(true);
  });

  it('noise is added to the value of that image', () => {
    const bound = bind('fault: {kind: noise, deviation: 0.0000001}\nsampling: {kind: uniform, size: 20}');
    for (const { faults, image } of trials(bound)) {
      const [fault] = faults;
      expect(setValue(fault)).toBeCloseTo((fault?.element ?? 0) + 100 * (image ?? 0), 4);
    }
  });

  it('a list is every fault on every image', () => {
    const bound = bind(
      'sampling: {kind: list, faults: ["big/kernel[0,1]:zero", "small/bias[2]:flip(3)"]}',
      2,
    );
    expect(trials(bound).map(({ text, image }) => [text, image])).toEqual([
      ['big/kernel[0,1]:zero', 0],
      ['big/kernel[0,1]:zero', 1],
      ['small/bias[2]:flip(3)', 0],
      ['small/bias[2]:flip(3)', 1],
    ]);
  });

  it.each([
    ['big/kernel[1,2]:flip(3)', 'big/kernel', 22],
    ['small/bias[#2]:stuck1(31)', 'small/bias', 2],
    ['small/kernel[3,0]:set(0x7fc00001)', 'small/kernel', 9],
  ])('a given %s is one word, known by its element', (text, tensor, element) => {
    const [trial] = trials(bind(`sampling: {kind: list, faults: ["${text}"]}`, 1));
    expect(trial?.faults).toMatchObject([{ tensor: { id: tensor }, element }]);
    expect(trial?.text).toBe(text);
  });

  it.each([
    'big/kernel[1,*]:zero',
    'big/kernel[1,2]:flip(3);big/kernel[1,3]:flip(3)',
    'big/kernel[1,2]:flip(3)@float16',
    'big/output[4]:flip(3)',
    'big/kernel[1,2]@image=1:flip(3)',
    'big/kernel[3,0]:flip(3)',
    'big/kernel[1]:flip(3)',
  ])('a given %s is left to its words', (text) => {
    const [trial] = trials(bind(`sampling: {kind: list, faults: ["${text}"]}`, 1));
    expect(trial?.faults).toEqual([]);
  });

  it('trials are fault strings, and the same whatever was asked before', () => {
    const text = 'sampling: {kind: stratified, by: layer-bit, size: 200}\nfault: {kind: stuck}';
    const one = trials(bind(text));
    const bound = bind(text);
    for (const trial of one.toReversed())
      expect(trialOf(bound, trial.trial)).toMatchObject({ text: trial.text });
    for (const { text: fault } of one) expect(printFaults(parseFaults(fault))).toBe(fault);
  });
});

describe('allocation', () => {
  it.each([
    [[1, 1, 1], 2, [1, 1, 0]],
    [[10, 20, 70], 10, [1, 2, 7]],
    [[1, 999], 100, [0, 100]],
    [[5, 5], 100, [5, 5]],
  ])('proportional %j of %d', (sizes, total, shares) => {
    expect(proportional(sizes, total)).toEqual(shares);
  });
  it.each([
    [[10, 20, 70], 30, [10, 10, 10]],
    [[2, 20, 70], 30, [2, 14, 14]],
    [[2, 3, 70], 31, [2, 3, 26]],
    [[9, 9, 9], 10, [4, 3, 3]],
    [[5, 5], 100, [5, 5]],
  ])('equal %j of %d', (sizes, total, shares) => {
    expect(equal(sizes, total)).toEqual(shares);
  });
  it('bits whose flips go far are expected to do harm', () => {
    const words = new Uint32Array(new Float32Array([0.1, -0.2, 0.05, 0.3]).buffer);
    const rates = bitRates(words, FLOAT32_TENSOR);
    expect(rates[30]).toBe(0.5);
    expect(rates[0]).toBeLessThan(0.001);
    expect(rates.every((rate) => rate > 0 && rate <= 0.5)).toBe(true);
  });
});

describe('in words', () => {
  it('tells what will be done', () => {
    const { sentences } = describePlan(
      bind('sampling: {kind: uniform, size: {margin: 0.05, confidence: 0.95}}'),
    );
    expect(sentences).toEqual([
      'Population: parameters, 75 elements of 3 tensors x 32 = 2,400 possible faults; with 3 images, 7,200 pairs to draw from.',
      'Each trial: one bit flips, on one image.',
      'Sampling: uniform, every pair as likely, without replacement (the formula asks for 364.75).',
      'That is 365 trials.',
      'Intervals at 99 %: Clopper-Pearson, corrected for the finite population.',
    ]);
  });
});
