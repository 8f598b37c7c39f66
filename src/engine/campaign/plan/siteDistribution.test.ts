/**
 * Every sampling mode against what it says it draws: chi-square of elements, bits and images at once, with the expected
 * counts from the definition of the mode, not from the sampler. Tests of plans are in plan.test.ts.
 */
import { describe, expect, it } from 'vitest';
import { FLOAT32_TENSOR } from '../../formats/groupedFormat.ts';
import { smallGraph } from '../testing/smallGraph.ts';
import { type BoundPlan, bindPlan, type TensorFacts } from './bindPlan.ts';
import { readPlan } from './readPlan.ts';
import { type Trial, trialOf } from './trial.ts';

const IMAGES = 3;
const CAMPAIGNS = 40;

const facts: TensorFacts = {
  range: () => ({ min: -2, max: 3, mean: 0.5, deviation: 1.5 }),
  value: (_, element, image) => element + 100 * image,
  rates: () => Array.from({ length: 32 }, (_, bit) => (bit === 30 ? 0.5 : 0.01)),
};

const bind = (text: string): BoundPlan =>
  bindPlan(readPlan(text), {
    graph: smallGraph,
    images: Array.from({ length: IMAGES }, (_, image) => image),
    formatOf: () => FLOAT32_TENSOR,
    facts,
  });

const trials = (bound: BoundPlan) => Array.from({ length: bound.trials }, (_, t) => trialOf(bound, t));

/** First elements of small/kernel, small/bias and big/kernel; 75 in all. Layer `small` has the first 15. */
const FIRST: Readonly<Record<string, number>> = { 'small/kernel': 0, 'small/bias': 12, 'big/kernel': 15 };
const ELEMENTS = 75;
const SMALL = 15;

/** Counts and what they should be, by element, bit and image. */
class Margins {
  readonly elements = new Margin(ELEMENTS);
  readonly bits = new Margin(32);
  readonly images = new Margin(IMAGES);

  count({ faults, image }: Trial): void {
    for (const { tensor, element, effect } of faults) {
      this.elements.count((FIRST[tensor.id] as number) + element);
      if ('bits' in effect) for (const bit of effect.bits) this.bits.count(bit);
    }
    if (image !== null) this.images.count(image);
  }

  /** So many sites in a layer (null: anywhere), or some of its elements, and a bit (null: any). */
  expect(
    layer: string | null,
    bit: number | null,
    sites: number,
    from = layer === 'big' ? SMALL : 0,
    to = layer === 'small' ? SMALL : ELEMENTS,
  ): void {
    for (let element = from; element < to; element++) this.elements.expect(element, sites / (to - from));
    for (let b = 0; b < 32; b++)
      if (bit === null || bit === b) this.bits.expect(b, bit === null ? sites / 32 : sites);
    for (let image = 0; image < IMAGES; image++) this.images.expect(image, sites / IMAGES);
  }
}

class Margin {
  readonly #counts: number[];
  readonly #expected: number[];
  constructor(size: number) {
    this.#counts = new Array<number>(size).fill(0);
    this.#expected = new Array<number>(size).fill(0);
  }
  count(place: number): void {
    this.#counts[place] = (this.#counts[place] as number) + 1;
  }
  expect(place: number, count: number): void {
    this.#expected[place] = (this.#expected[place] as number) + count;
  }
  /** Chi-square in deviations from its mean (Wilson and Hilferty); draws without replacement have less. */
  get excess(): number {
    const chiSquare = this.#counts.reduce(
      (sum, count, k) => sum + (count - (this.#expected[k] as number)) ** 2 / (this.#expected[k] as number),
      0,
    );
    const freedom = this.#counts.length - 1;
    return (Math.cbrt(chiSquare / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
  }
}

const UNLIKELY = 3.9;

/** What each layer and bit is owed by one campaign of `size` trials. */
type Owed = (margins: Margins, size: number) => void;

const everywhere: Owed = (margins, size) => margins.expect(null, null, size);
const layersAlike: Owed = (margins, size) => {
  margins.expect('small', null, size / 2);
  margins.expect('big', null, size / 2);
};
const tensorsAlike: Owed = (margins, size) => {
  margins.expect('small', null, size / 3, 0, 12);
  margins.expect('small', null, size / 3, 12, 15);
  margins.expect('big', null, size / 3);
};
const bitsAlike: Owed = (margins, size) => {
  for (let bit = 0; bit < 32; bit++) margins.expect(null, bit, size / 32);
};
const cellsAlike: Owed = (margins, size) => {
  for (let bit = 0; bit < 32; bit++)
    for (const layer of ['small', 'big']) margins.expect(layer, bit, size / 64);
};

const MODES: readonly (readonly [string, Owed])[] = [
  ['sampling: {kind: uniform, size: 320}', everywhere],
  ['sampling: {kind: uniform, size: 320}\nfault: {kind: stuck}', everywhere],
  ['sampling: {kind: stratified, by: layer, size: 320}', everywhere],
  ['sampling: {kind: stratified, by: layer, allocation: equal, size: 320}', layersAlike],
  ['sampling: {kind: stratified, by: bit, size: 320}', bitsAlike],
  ['sampling: {kind: stratified, by: bit, allocation: equal, size: 320}\nfault: {kind: stuck}', bitsAlike],
  ['sampling: {kind: stratified, by: layer-bit, allocation: equal, size: 640}', cellsAlike],
  ['sampling: {kind: uniform-over-layers, size: 320}', layersAlike],
  ['sampling: {kind: uniform-over-tensors, size: 270}', tensorsAlike],
  ['sampling: {kind: exhaustive}', everywhere],
];

describe.each(MODES)('%s', (text, owed) => {
  it.each(['pair', 'fault'])('unit %s: no unit twice, every element, bit and image as it is owed', (unit) => {
    const margins = new Margins();
    const campaigns = text.includes('exhaustive') ? 1 : CAMPAIGNS;
    for (let seed = 1; seed <= campaigns; seed++) {
      const bound = bind(`seed: ${seed}\nunit: ${unit}\n${text}`);
      const drawn = trials(bound);
      expect(new Set(drawn.map(({ text: fault, image }) => `${fault} ${image}`)).size).toBe(bound.trials);
      for (const trial of drawn) margins.count(trial);
      owed(margins, bound.trials);
    }
    expect(margins.elements.excess).toBeLessThan(UNLIKELY);
    expect(margins.bits.excess).toBeLessThan(UNLIKELY);
    if (unit === 'pair') expect(margins.images.excess).toBeLessThan(UNLIKELY);
  });
});

describe('strata sized by the formula', () => {
  // At margin 0.1 and 99 %: n(15 x 32 x 3) = 149.1, n(60 x 32 x 3) = 161.8.
  it('each', () => {
    const margins = new Margins();
    for (let seed = 1; seed <= CAMPAIGNS; seed++) {
      const sampling = 'sampling: {kind: stratified, by: layer, allocation: each, size: {margin: 0.1}}';
      for (const trial of trials(bind(`seed: ${seed}\n${sampling}`))) margins.count(trial);
      margins.expect('small', null, 150);
      margins.expect('big', null, 162);
    }
    expect(margins.elements.excess).toBeLessThan(UNLIKELY);
    expect(margins.bits.excess).toBeLessThan(UNLIKELY);
    expect(margins.images.excess).toBeLessThan(UNLIKELY);
  });

  // At margin 0.1 and 99 %, 75 x 3 pairs a bit: n = 96.2 at rate 0.5, 6.4 at rate 0.01.
  it('data-aware', () => {
    const margins = new Margins();
    for (let seed = 1; seed <= CAMPAIGNS; seed++) {
      const sampling = 'sampling: {kind: stratified, by: bit, allocation: data-aware, size: {margin: 0.1}}';
      for (const trial of trials(bind(`seed: ${seed}\n${sampling}`))) margins.count(trial);
      for (let bit = 0; bit < 32; bit++) margins.expect(null, bit, bit === 30 ? 97 : 7);
    }
    expect(margins.elements.excess).toBeLessThan(UNLIKELY);
    expect(margins.bits.excess).toBeLessThan(UNLIKELY);
    expect(margins.images.excess).toBeLessThan(UNLIKELY);
  });
});

describe('several sites a trial', () => {
  it.each([
    ['fault: {kind: flip, amount: {kind: count, count: 5}}', 5],
    ['fault: {kind: flip, amount: {kind: rate, rate: 0.005}}', 12],
    ['fault: {kind: flip, amount: {kind: rate, rate: 0.005, draw: bernoulli}}', 12],
  ])('%s: none twice, every element, bit and image as often', (fault, each) => {
    const margins = new Margins();
    const drawn = trials(bind(`${fault}\nsampling: {kind: uniform, size: 1500}`));
    let sites = 0;
    for (const trial of drawn) {
      margins.count(trial);
      const places = trial.text === '' ? [] : trial.text.split(';');
      expect(new Set(places).size).toBe(trial.faults.length);
      sites += trial.faults.length;
    }
    expect(Math.abs(sites / drawn.length - each)).toBeLessThan(5 * Math.sqrt(each / drawn.length));
    // Images are drawn once a trial, sites several times.
    const images = new Margins();
    for (const { image } of drawn) images.images.count(image as number);
    images.expect(null, null, drawn.length);
    margins.expect(null, null, sites);
    expect(margins.elements.excess).toBeLessThan(UNLIKELY);
    expect(margins.bits.excess).toBeLessThan(UNLIKELY);
    expect(images.images.excess).toBeLessThan(UNLIKELY);
  });

  it('random values fall on every element and image as often', () => {
    const margins = new Margins();
    const drawn = trials(bind('fault: {kind: random}\nsampling: {kind: uniform, size: 6000}'));
    for (const trial of drawn) margins.count(trial);
    margins.expect(null, null, drawn.length);
    expect(margins.elements.excess).toBeLessThan(UNLIKELY);
    expect(margins.images.excess).toBeLessThan(UNLIKELY);
  });
});

it('a lopsided draw is noticed', () => {
  const margins = new Margins();
  // The first layer hit twice as often as it is owed, as PyTorchFI would.
  for (let k = 0; k < 600; k++) margins.elements.count(k % 2 === 0 ? k % SMALL : SMALL + (k % 60));
  margins.expect(null, null, 600);
  expect(margins.elements.excess).toBeGreaterThan(UNLIKELY);
});
