/** All shortcuts on gives the rows of all shortcuts off: on every test model, for parameters and values, words of all kinds. */
import { describe, expect, it } from 'vitest';
import { useBackend } from '../../testing/backends.ts';
import { lenet, type Subject, testModelSubjects } from '../../testing/subjects.ts';
import { readPlan } from '../plan/readPlan.ts';
import { Campaign, type CampaignPlace } from './campaign.ts';
import { runTrials } from './runTrials.ts';
import { ALL_SHORTCUTS, NAIVE } from './switches.ts';

async function placeOf(subject: Subject): Promise<CampaignPlace> {
  const device = await useBackend('wasm');
  const { program, inputs } = await subject.open();
  const images = inputs[0]?.shape[0] ?? 1;
  return {
    program,
    device,
    inputs: { tensors: inputs, labels: Array.from({ length: images }, () => null) },
    storage: new Map(),
    prepare: () => {
      throw new Error('no lists here');
    },
    budgetBytes: 2 ** 26,
  };
}

const PLANS = [
  'unit: fault\nsampling: {kind: stratified, by: layer, allocation: equal, size: 16}',
  'population: {bits: "22:31"}\nsampling: {kind: stratified, by: layer, allocation: equal, size: 16}',
  'population: {of: values, bits: "20:31"}\nunit: fault\nsampling: {kind: stratified, by: layer, allocation: equal, size: 16}',
  'fault: {kind: set, value: .inf}\nsampling: {kind: stratified, by: layer, allocation: equal, size: 8}',
  'fault: {kind: stuck}\nunit: fault\nsampling: {kind: uniform, size: 8}',
];

describe.each([lenet, ...testModelSubjects])('$name', (subject) => {
  it('gives the same rows with all shortcuts and with none', async () => {
    const place = await placeOf(subject);
    for (const text of PLANS) {
      const campaign = await Campaign.open(readPlan(text), place);
      const all = Array.from({ length: campaign.bound.trials }, (_, t) => t);
      const naive = await runTrials(campaign, all, { switches: NAIVE });
      expect(await runTrials(campaign, all)).toEqual(naive);
      for (const one of ['proofs', 'banks', 'stacks', 'exits', 'sparse'] as const)
        expect(await runTrials(campaign, all, { switches: { ...ALL_SHORTCUTS, [one]: false } })).toEqual(
          naive,
        );
    }
    place.program.dispose();
  });
});
