import { describe, expect, it } from 'vitest';
import { bindPlan } from '#engine/campaign/plan/bindPlan.ts';
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import { readPlan } from '#engine/campaign/plan/readPlan.ts';
import { FLOAT32_TENSOR } from '#engine/formats/groupedFormat.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { type CampaignDraft, FIRST_DRAFT } from './campaignDraft.ts';
import { planInForm } from './draftOfPlan.ts';
import { type DraftPlace, imagesShown, plansOfDraft } from './planOfDraft.ts';
import { previewPlans } from './planPreview.ts';

const planOfDraft = (draft: CampaignDraft, at: DraftPlace) => plansOfDraft(draft, at)[0] as Plan;

const place: DraftPlace = { model: 'lenet5', storage: [], pictures: 100, heldOut: 1500, dataset: null };

const OWN = { kind: 'pictures', name: 'digits.zip', recipe: '' } as const;

/** One kernel of the size that makes N as published: He and others, ResNet-20 (17,174,144 = 536,692 x 32). */
const graph = {
  nodes: [{ id: 'all', category: 'compute', parameters: ['all/kernel'], pre: null, outputs: [], frames: [] }],
  values: {},
  parameters: { 'all/kernel': { node: 'all', dtype: 'float32', shape: [536_692] } },
  inputs: [],
  outputs: [],
} as unknown as ModelGraph;

describe('planOfDraft', () => {
  it.each<[string, Partial<CampaignDraft>, string]>([
    [
      'as it stands first',
      {},
      'model: lenet5\nsampling: {kind: uniform, size: {margin: 0.02, confidence: 0.95}}\ninterval: {confidence: 0.95}',
    ],
    [
      'activations of one layer, bits of the exponent, strata',
      {
        of: 'values',
        layers: 'conv2d',
        bits: '23:30',
        sampling: 'layer-bit',
        sizeBy: 'number',
        images: '20',
      },
      'model: lenet5\npopulation: {of: values, nodes: [conv2d], bits: "23:30"}\nsampling: {kind: stratified, by: layer-bit, allocation: equal, size: 1000}\ninterval: {confidence: 0.95}\ninputs: {images: "0:20"}',
    ],
    [
      'stuck at one, every fault on all pictures',
      { fault: 'stuck', stuckAt: '1', unit: 'fault', sampling: 'exhaustive', seed: '9' },
      'model: lenet5\nseed: 9\nfault: {kind: stuck, at: 1}\nunit: fault\nsampling: {kind: exhaustive}\ninterval: {confidence: 0.95}',
    ],
    [
      'a burst',
      { fault: 'burst', bitCount: '3', sampling: 'uniform-over-layers', sizeBy: 'number', trials: '50' },
      'model: lenet5\nfault: {kind: burst, length: 3}\nsampling: {kind: uniform-over-layers, size: 50}\ninterval: {confidence: 0.95}',
    ],
    [
      'an error rate, stored weights, a sequential end',
      {
        amount: 'bernoulli',
        errorRates: '1e-5',
        storage: 'weights=bfloat16',
        stopping: 'sequential',
        only: 'golden-correct',
      },
      'model: lenet5\nfault: {kind: flip, amount: {kind: rate, rate: 0.00001, draw: bernoulli}}\nsampling: {kind: uniform, size: {margin: 0.02, confidence: 0.95}}\nstopping: {kind: sequential, margin: 0.01, confidence: 0.95}\ninterval: {confidence: 0.95}\ninputs: {only: golden-correct}\nstorage: [weights=bfloat16]',
    ],
    [
      'given faults on some pictures',
      { sampling: 'list', faults: 'conv2d/bias[0]:flip(3)\n\ndense/bias[1]:flip(30)', images: '3,5' },
      'model: lenet5\nsampling: {kind: list, faults: ["conv2d/bias[0]:flip(3)", "dense/bias[1]:flip(30)"]}\ninterval: {confidence: 0.95}\ninputs: {images: [3, 5]}',
    ],
  ])('%s', (_, change, yaml) => {
    expect(planOfDraft({ ...FIRST_DRAFT, ...change }, place)).toEqual(readPlan(yaml));
  });

  it('makes one plan for each error rate', () => {
    const plans = plansOfDraft({ ...FIRST_DRAFT, amount: 'exact', errorRates: '1e-5, 0.001' }, place);
    expect(plans.map(({ fault }) => fault.amount)).toEqual([
      { kind: 'rate', rate: 1e-5, draw: 'exact' },
      { kind: 'rate', rate: 1e-3, draw: 'exact' },
    ]);
  });

  it.each([
    'title: t\npopulation: {of: values, nodes: [conv*, dense], tensors: [pre], bits: [31, 30], persistence: transient}',
    'fault: {kind: noise, deviation: 0.5, amount: {kind: count, count: 7}}\nunit: fault\nredraw: per-image',
    'fault: {kind: random, draw: normal}\nsampling: {kind: stratified, by: layer, allocation: each}',
    'fault: {kind: set, value: -2.5}\nsampling: {kind: uniform, size: 12}\ninputs: {from: heldout, images: [4]}',
    'fault: {kind: flips, bits: 3}\nsampling: {kind: uniform, size: {margin: 0.03, rate: 0.1, t: exact, rounding: floor}}',
    'fault: {kind: stuck, at: 0}\nstopping: {kind: sequential, every: 50, metric: sdc}\nbands: spikingjet',
    'fault: {kind: flip, amount: {kind: rate, rate: 0.25, draw: exact}}\ninterval: {method: wilson}',
    'sampling: {kind: list, faults: ["a/kernel[0]:flip(1)"]}\ninputs: {images: "5:9", only: golden-correct}',
    'sampling: {kind: uniform-over-tensors, size: 70}\ninputs: {images: "0:100"}',
    'fault: {kind: burst, length: 4}\nsampling: {kind: exhaustive}\nstorage: ["weights=int8(range=minmax)"]',
  ])('of a plan in the form is the plan: %s', (yaml) => {
    const plan = readPlan(`model: lenet5\n${yaml}`);
    const { draft, lost } = planInForm(plan, place);
    expect(lost).toEqual([]);
    expect(plansOfDraft(draft, place)).toEqual([plan]);
  });

  it('names what the form cannot hold', () => {
    const plan = readPlan(
      'model: lenet5\ninputs: {from: own.npy, labels: [1]}\nsampling: {kind: uniform, size: {confidence: 0.9}}',
    );
    expect(planInForm(plan, place).lost).toEqual(['sampling', 'inputs']);
  });

  it.each<[Partial<CampaignDraft>, RegExp]>([
    [{ seed: 'x' }, /seed/],
    [{ confidencePercent: '100' }, /confidence/],
    [{ bits: '23-30' }, /bits/],
    [{ fault: 'flips', bitCount: '' }, /fault\.bits/],
    [{ sizeBy: 'number', trials: '1.5' }, /size/],
  ])('names what is wrong: %o', (change, message) => {
    expect(() => planOfDraft({ ...FIRST_DRAFT, ...change }, place)).toThrow(message);
  });
});

describe('pictures of a plan', () => {
  it.each<[string, Partial<CampaignDraft>, Partial<DraftPlace>, string, Plan['inputs']['images']]>([
    ['the usual number of many', {}, { pictures: 200 }, '100', '0:100'],
    ['all where there are fewer', {}, { pictures: 40 }, '40', undefined],
    ['of the few of a person', {}, { pictures: 6, dataset: OWN }, '6', undefined],
    ['of those held out', { inputs: 'heldout' }, { pictures: 40 }, '100', '0:100'],
    ['of few held out', { inputs: 'heldout' }, { heldOut: 30 }, '30', undefined],
    ['of nobody knows how many held out', { inputs: 'heldout' }, { heldOut: null }, '100', '0:100'],
    ['as many as were typed', { images: '30' }, { pictures: 40 }, '30', '0:30'],
    ['all, typed', { images: '40' }, { pictures: 40 }, '40', undefined],
    ['what was typed for another model', { images: '150' }, { pictures: 40 }, '150', '0:150'],
  ])('%s', (_, change, there, shown, images) => {
    const [draft, at] = [
      { ...FIRST_DRAFT, ...change },
      { ...place, ...there },
    ];
    expect(imagesShown(draft, at)).toBe(shown);
    expect(planOfDraft(draft, at).inputs.images).toBe(images);
  });

  it.each<[Partial<CampaignDraft>, Partial<DraftPlace>, RegExp]>([
    [{ images: '101' }, {}, /no picture 100; the gallery has 0 to 99/],
    [{ images: '3, 100' }, {}, /no picture 100; the gallery has 0 to 99/],
    [{ images: '1501', inputs: 'heldout' }, {}, /no picture 1500; those held out are 0 to 1499/],
    [{ inputs: 'heldout' }, { heldOut: 0 }, /this model has no pictures held out/],
  ])('more than there are is refused: %o', (change, there, message) => {
    const at = { ...place, ...there };
    const told = previewPlans(() => plansOfDraft({ ...FIRST_DRAFT, ...change }, at), {
      ...at,
      graph,
      stored: new Map(),
    });
    expect(told).toMatchObject({ kind: 'wrong', message: expect.stringMatching(message) });
  });

  it.each([
    [1500, 1500],
    [null, 100],
  ])('with %o held out, all of them are the %i of an exhaustive plan', (heldOut, images) => {
    const at = { ...place, heldOut };
    const draft: CampaignDraft = { ...FIRST_DRAFT, inputs: 'heldout', images: '', sampling: 'exhaustive' };
    const told = previewPlans(() => plansOfDraft(draft, at), { ...at, graph, stored: new Map() });
    if (told.kind !== 'plan') throw new Error(told.message);
    expect(told.n).toBe(17_174_144 * images);
    expect(told.open.length).toBe(heldOut === null ? 1 : 0);
  });
});

describe('data of a person', () => {
  const files = { kind: 'pictures', name: 'digits.zip', recipe: 'fit,invert' } as const;
  const made = { kind: 'made', name: 'uniform(0,1)', recipe: 'uniform(0,1);mask=constant(1)' } as const;
  const stored = new Map<string, string>();

  it('are named as the command line finds them', () => {
    const inputs = (dataset: typeof files | typeof made) =>
      planOfDraft(FIRST_DRAFT, { ...place, dataset }).inputs;
    expect(inputs(files)).toMatchObject({ from: 'digits.zip', prepare: 'fit,invert' });
    expect(inputs(made)).toMatchObject({ from: 'uniform(0,1)', prepare: ';mask=constant(1)' });
  });

  it('are those that are open, or the plan is refused', () => {
    const plan = planOfDraft(FIRST_DRAFT, { ...place, dataset: files });
    const here = (dataset: typeof files | null) =>
      previewPlans(() => [plan], { graph, pictures: 100, heldOut: 1500, dataset, stored });
    expect(here(files).kind).toBe('plan');
    expect(here(null)).toMatchObject({
      kind: 'wrong',
      message: expect.stringContaining('digits.zip, prepared fit,invert'),
    });
  });
});

describe('previewPlans', () => {
  const preview = (change: Partial<CampaignDraft>) =>
    previewPlans(() => plansOfDraft({ ...FIRST_DRAFT, ...change }, place), {
      graph,
      pictures: 100,
      heldOut: 1500,
      dataset: null,
      stored: new Map(),
    });

  it('shows N and n as published for N = 17,174,144 at 1 % and 99 %', () => {
    const told = preview({ unit: 'fault', marginPercent: '1', confidencePercent: '99' });
    expect(told).toMatchObject({ kind: 'plan', N: 17_174_144, n: 16_625 });
  });

  it('tells the same trials as the engine binds', () => {
    const told = preview({ images: '7' });
    const plan = planOfDraft({ ...FIRST_DRAFT, images: '7' }, place);
    const bound = bindPlan(plan, { graph, images: [0, 1, 2, 3, 4, 5, 6], formatOf: () => FLOAT32_TENSOR });
    expect(told).toMatchObject({ n: bound.trials });
  });

  it('counts bits of the stored format', () => {
    const told = previewPlans(() => plansOfDraft(FIRST_DRAFT, place), {
      graph,
      pictures: 100,
      heldOut: 1500,
      dataset: null,
      stored: new Map([['all/kernel', 'bfloat16']]),
    });
    expect(told).toMatchObject({ N: 536_692 * 16 });
  });

  it('shows how trials are shared out, and the most that data-aware sampling can ask for', () => {
    const told = preview({ sampling: 'bit', allocation: 'each' });
    const aware = preview({ sampling: 'bit', allocation: 'data-aware' });
    if (told.kind !== 'plan' || aware.kind !== 'plan') throw new Error('wrong');
    expect(told.strata.length).toBe(32);
    expect(told.strata.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(told.strata.reduce((sum, { trials }) => sum + trials, 0)).toBe(told.n);
    expect([aware.n, aware.open.length, told.open.length]).toEqual([told.n, 1, 0]);
  });

  it('says what is wrong instead of throwing', () => {
    expect(preview({ layers: 'nowhere' })).toMatchObject({
      kind: 'wrong',
      message: expect.stringContaining('nowhere'),
    });
  });
});
