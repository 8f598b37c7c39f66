import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { galleryItem } from '../../io/modelCard.ts';
import type { Device } from '../../runtime/device.ts';
import type { Program } from '../../runtime/program.ts';
import type { Run } from '../../runtime/run.ts';
import { prepareFaults } from '../../scene/prepareFaults.ts';
import { useBackend } from '../../testing/backends.ts';
import { lenet, openLenet } from '../../testing/subjects.ts';
import { readPlan } from '../plan/readPlan.ts';
import { trialOf } from '../plan/trial.ts';
import { Campaign, type CampaignPlace } from './campaign.ts';
import { runTrials } from './runTrials.ts';
import { ALL_SHORTCUTS, NAIVE } from './switches.ts';

const IMAGES = 6;
let place: CampaignPlace;

beforeAll(async () => {
  const device: Device = await useBackend('wasm');
  const { program }: { program: Program } = await lenet.open();
  const { gallery } = await openLenet();
  if (gallery === null) throw new Error('LeNet-5 has no gallery');
  const values = new Float32Array(IMAGES * 784);
  for (let image = 0; image < IMAGES; image++) values.set(galleryItem(gallery, image), image * 784);
  place = {
    program,
    device,
    inputs: { tensors: [{ shape: [IMAGES, 28, 28, 1], values }], labels: gallery.labels.slice(0, IMAGES) },
    storage: new Map(),
    prepare: (texts, batchSize) => prepareFaults(texts, program.graph, batchSize).corruption,
    budgetBytes: 2 ** 28,
  };
});

const open = (text: string) => Campaign.open(readPlan(text), place);

const PLANS = [
  'sampling: {kind: uniform, size: 60}',
  'population: {of: values}\nsampling: {kind: uniform, size: 40}',
  'population: {of: inputs}\nsampling: {kind: uniform, size: 10}',
  'population: {bits: [30, 31]}\nunit: fault\nsampling: {kind: stratified, by: layer-bit, allocation: equal, size: 40}',
  'population: {of: values}\nunit: fault\nfault: {kind: random, draw: normal}\nsampling: {kind: uniform, size: 12}\nredraw: per-image',
  'fault: {kind: flip, amount: {kind: rate, rate: 0.00001}}\nunit: fault\nsampling: {kind: uniform, size: 6}',
  'sampling: {kind: list, faults: ["dense/bias[3]:set(nan)", "conv2d/output[*,*,0]:zero", "dense_2/kernel[0,0]:flip()"]}',
];

describe('runTrials', () => {
  it.each(PLANS)('gives the naive rows, in one part or many, in any order: %s', async (text) => {
    const campaign = await open(text);
    const all = Array.from({ length: campaign.bound.trials }, (_, t) => t);
    const rows = await runTrials(campaign, all);
    expect(rows.map(({ trial }) => trial)).toEqual(all);
    const naive = await runTrials(campaign, all, { switches: NAIVE });
    expect(rows).toEqual(naive);
    expect(await runTrials(campaign, all, { switches: { ...NAIVE, resume: true } })).toEqual(naive);
    const parts = [all.filter((t) => t % 3 === 1).reverse(), all.filter((t) => t % 3 !== 1)];
    const again = (await Promise.all(parts.map(async (part) => runTrials(await open(text), part)))).flat();
    expect(again.sort((a, b) => a.trial - b.trial)).toEqual(rows);
    for (const row of rows) {
      const bands = Object.values(row.bands).reduce((sum, count) => sum + count, 0);
      expect(bands).toBe(row.images);
      expect(row.masked + row.benign + row.changed + row.sdc + row.due).toBe(row.images);
    }
  });

  it.each(PLANS)('leaves no tensor behind: %s', async (text) => {
    const campaign = await open(text);
    const all = Array.from({ length: campaign.bound.trials }, (_, t) => t);
    const before = memory();
    for (const switches of [ALL_SHORTCUTS, NAIVE]) await runTrials(campaign, all.slice(0, 10), { switches });
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numBytes).toBe(before.numBytes);
  });

  it('gives the same rows in little memory: two images at a time, stacks of few rows', async () => {
    const tight = { ...place, budgetBytes: 170_000 };
    for (const text of PLANS.slice(0, 4)) {
      const campaign = await Campaign.open(readPlan(text), tight);
      expect(campaign.imagesInStacks).toBe(2);
      const all = Array.from({ length: campaign.bound.trials }, (_, t) => t);
      expect(await runTrials(campaign, all)).toEqual(await runTrials(await open(text), all));
    }
  });

  it('sees what happens: some faults change answers, a flip of no bit changes nothing', async () => {
    const rows = await runTrials(await open(PLANS[6] as string), [...Array(18).keys()]);
    expect(rows.slice(0, 6).every(({ due, image }) => due === 1 && image !== null)).toBe(true);
    expect(rows.slice(12).every(({ masked, goldenTop, label }) => masked === 1 && goldenTop === label)).toBe(
      true,
    );
  });

  it('tells the greatest change of an output that is finite in both runs', async () => {
    const campaign = await open(PLANS[3] as string);
    const all = Array.from({ length: campaign.bound.trials }, (_, t) => t);
    const rows = await runTrials(campaign, all);
    const outputs = (run: Run) =>
      run.with(campaign.place.program.graph.outputs, async ([x]) => [...((await x?.data()) ?? [])]);
    const golden = await campaign.goldenRun(campaign.bound.images.map((_, place) => place));
    const before = await outputs(golden);
    for (const { trial, maxAbsDiff, fault } of rows) {
      const faulty = await golden.faulty(campaign.corruptionOf(trialOf(campaign.bound, trial), IMAGES), {
        budgetBytes: 2 ** 28,
      });
      const changes = (await outputs(faulty)).map((score, i) => Math.abs(score - (before[i] as number)));
      expect([fault, maxAbsDiff]).toEqual([fault, Math.max(0, ...changes.filter(Number.isFinite))]);
      faulty.dispose();
    }
    golden.dispose();
    expect(rows.some(({ maxAbsDiff }) => (maxAbsDiff ?? 0) > 0.1)).toBe(true);
  });

  it('can keep to images that golden answers right', async () => {
    const wrong = { ...place, inputs: { ...place.inputs, labels: [0, 1, 2, 3, 9, 5] } };
    const campaign = await Campaign.open(readPlan('inputs: {only: golden-correct}'), wrong);
    expect(campaign.bound.images).toEqual([0, 1, 2, 3, 5]);
  });
});
