/** Where and why faults die, on a net small enough to say so by hand; told alike by a full walk and by the shortcuts. */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { layersProgram } from '../../runtime/layersProgram.ts';
import { prepareFaults } from '../../scene/prepareFaults.ts';
import { useBackend } from '../../testing/backends.ts';
import { readPlan } from '../plan/readPlan.ts';
import { Campaign, type CampaignPlace } from './campaign.ts';
import { runTrials } from './runTrials.ts';
import { NAIVE } from './switches.ts';

/** Two windows: 1 wins the first, 0 the second. */
const PICTURE = [0.5, 1, 0, -1, 0.25, 0.5, -2, -3];

let place: CampaignPlace;

beforeAll(async () => {
  const device = await useBackend('wasm');
  const model = sequential({ name: 'hand' });
  model.add(layers.maxPooling2d({ name: 'pool', poolSize: 2, inputShape: [2, 4, 1] }));
  model.add(layers.flatten({ name: 'flat' }));
  model.add(layers.dense({ name: 'hidden', units: 2, activation: 'relu' }));
  model.add(layers.dense({ name: 'gate', units: 2, activation: 'sigmoid' }));
  model.add(layers.dense({ name: 'out', units: 2, activation: 'softmax' }));
  const weights: Tensor[] = [
    // hidden is 2 and, by ReLU, 0
    tensor([2, -3, 5, 5], [2, 2]),
    tensor([0, 0]),
    // gate: the first unit is far beyond 1, the second is 1 + 1e-9 x 2
    tensor([100, 1e-9, 0, 0], [2, 2]),
    tensor([0, 1]),
    tensor([1, 0, 1, 0], [2, 2]),
    tensor([0, 0]),
  ];
  model.setWeights(weights);
  const program = await layersProgram(model);
  place = {
    program,
    device,
    inputs: { tensors: [{ shape: [1, 2, 4, 1], values: Float32Array.from(PICTURE) }], labels: [0] },
    storage: new Map(),
    prepare: (texts, batchSize) => prepareFaults(texts, program.graph, batchSize).corruption,
    budgetBytes: 2 ** 24,
  };
});

const FAULTS = [
  ['hidden/bias[0]:stuck0(30)', 'no-op', 'hidden'],
  ['hidden/kernel[1,0]:set(7)', 'zero input', 'hidden'],
  ['hidden/kernel[0,1]:set(-9)', 'ReLU', 'hidden'],
  ['hidden/pre[1]:set(-0.5)', 'ReLU', 'hidden'],
  ['pool_input/output[0,0,0]:set(0.75)', 'pool', 'pool'],
  ['gate/kernel[0,1]:set(0)', 'rounding', 'gate'],
  ['gate/kernel[0,0]:set(80)', 'saturation', 'gate'],
  ['hidden/output[0]:set(2.00000024)', 'saturation', 'gate'],
  ['out/bias[0]:set(0.5)', 'argmax margin', 'out'],
] as const;

it.each([
  ['a full walk', NAIVE],
  ['the shortcuts', undefined],
] as const)('%s tells why', async (_, switches) => {
  const list = FAULTS.map(([fault]) => JSON.stringify(fault)).join(', ');
  const campaign = await Campaign.open(
    readPlan(`unit: fault\nsampling: {kind: list, faults: [${list}]}`),
    place,
  );
  const all = Array.from({ length: campaign.bound.trials }, (_, t) => t);
  const rows = await runTrials(campaign, all, switches === undefined ? {} : { switches });
  expect(rows.map(({ fault, reason, diedAt }) => [fault, reason, diedAt])).toEqual(FAULTS);
  for (const { masked, deaths } of rows)
    expect(Object.values(deaths).reduce((sum, count) => sum + count)).toBe(masked);
  const bare = await runTrials(campaign, all, { explain: false });
  expect(bare.every(({ reason, masked }) => masked === 0 || reason === null)).toBe(true);
});
