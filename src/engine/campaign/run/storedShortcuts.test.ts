/** The same for tensors stored in formats of all families: rows with all shortcuts are those with none. */
import { describe, expect, it } from 'vitest';
import { useBackend } from '../../testing/backends.ts';
import { STORAGE_PLANS, settled } from '../../testing/storedSubjects.ts';
import { lenet, testModelSubjects } from '../../testing/subjects.ts';
import { readPlan } from '../plan/readPlan.ts';
import { Campaign } from './campaign.ts';
import { runTrials } from './runTrials.ts';
import { NAIVE } from './switches.ts';

const PLANS = [
  'unit: fault\nsampling: {kind: stratified, by: layer, allocation: equal, size: 12}',
  'population: {of: values}\nsampling: {kind: stratified, by: layer, allocation: equal, size: 12}',
  'fault: {kind: set, value: 0.75}\nsampling: {kind: stratified, by: layer, allocation: equal, size: 6}',
];

describe.each([lenet, ...testModelSubjects])('$name', (subject) => {
  it.each(STORAGE_PLANS)('%s, %s', async (...entries) => {
    const device = await useBackend('wasm');
    const { program, inputs } = await subject.open();
    const storage = await settled(entries, program, device, inputs);
    for (const text of PLANS) {
      const campaign = await Campaign.open(readPlan(text), {
        program,
        device,
        inputs: { tensors: inputs, labels: Array.from({ length: inputs[0]?.shape[0] ?? 1 }, () => null) },
        storage,
        prepare: () => {
          throw new Error('no lists here');
        },
        budgetBytes: 2 ** 26,
      });
      const all = Array.from({ length: campaign.bound.trials }, (_, t) => t);
      const naive = await runTrials(campaign, all, { switches: NAIVE });
      expect(await runTrials(campaign, all)).toEqual(naive);
    }
    program.dispose();
  });
});
