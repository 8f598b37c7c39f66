import { describe, expect, it } from 'vitest';
import { bindPlan } from '#engine/campaign/plan/bindPlan.ts';
import { readPlan } from '#engine/campaign/plan/readPlan.ts';
import { FLOAT32_TENSOR } from '#engine/formats/groupedFormat.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { type CampaignDraft, FIRST_DRAFT } from './campaignDraft.ts';
import { planOfDraft } from './planOfDraft.ts';
import { previewPlan } from './planPreview.ts';

const place = { model: 'lenet5', storage: [], pictures: 100 };

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
      { of: 'values', layer: 'conv2d', bits: '23:30', sampling: 'layer-bit', sizeBy: 'number', images: '20' },
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
  ])('%s', (_, change, yaml) => {
    expect(planOfDraft({ ...FIRST_DRAFT, ...change }, place)).toEqual(readPlan(yaml));
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

describe('previewPlan', () => {
  const preview = (change: Partial<CampaignDraft>) =>
    previewPlan(() => planOfDraft({ ...FIRST_DRAFT, ...change }, place), {
      graph,
      pictures: 100,
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
    const told = previewPlan(() => planOfDraft(FIRST_DRAFT, place), {
      graph,
      pictures: 100,
      stored: new Map([['all/kernel', 'bfloat16']]),
    });
    expect(told).toMatchObject({ N: 536_692 * 16 });
  });

  it('says what is wrong instead of throwing', () => {
    expect(preview({ layer: 'nowhere' })).toMatchObject({
      kind: 'wrong',
      message: expect.stringContaining('nowhere'),
    });
  });
});
