/**
 * Campaign trials in Node on wasm, one thread: the naive way with TensorFlow.js alone (write the weight into the model,
 * predict, read the answer), the engine's resume per fault, and all shortcuts. Same faults and images; the rows of the
 * engine's two ways are compared, and the answers of the naive way with them.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { io, type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { argmax } from '#engine/campaign/outcome.ts';
import { planOf } from '#engine/campaign/plan/readPlan.ts';
import { trialOf } from '#engine/campaign/plan/trial.ts';
import { Campaign } from '#engine/campaign/run/campaign.ts';
import { rowLine } from '#engine/campaign/run/journal.ts';
import { runTrials } from '#engine/campaign/run/runTrials.ts';
import { ALL_SHORTCUTS, NAIVE } from '#engine/campaign/run/switches.ts';
import { startBackend } from '#engine/runtime/backend.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import { galleryBatch } from '#engine/scene/galleryBatch.ts';
import { openModel } from '#engine/scene/openModel.ts';
import { cores, table } from './machine.ts';

const IMAGES = 8;
const RESUME_ONLY = { ...NAIVE, resume: true };

const wasmFolder = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;
const device = await startBackend('wasm', wasmFolder);
const opened = await openModel(async (file) => new Uint8Array(readFileSync(`public/models/lenet5/${file}`)));
if (opened.gallery === null) throw new Error('LeNet-5 has no gallery');
const program = await loadProgram(opened.files);
const batch = galleryBatch(opened.gallery, 0, IMAGES);

const { topology, weightSpecs, weightData } = opened.files;
const model = await loadLayersModel(
  io.fromMemory({
    modelTopology: JSON.parse(JSON.stringify(topology)) as object,
    weightSpecs: weightSpecs as unknown as io.WeightsManifestEntry[],
    weightData: weightData.slice().buffer,
  }),
);
const feed = tensor(batch.values.slice(), [...batch.shape]);

/** Answers of all images with one weight flipped, by TensorFlow.js alone. */
async function naiveAnswers(id: string, element: number, bit: number): Promise<number[]> {
  const [layer, weight] = id.split('/') as [string, string];
  const variable = model
    .getLayer(layer)
    .weights.find(({ originalName }) => originalName.endsWith(weight))
    ?.read() as Variable;
  const words = new Uint32Array(((await variable.data()) as Float32Array).slice().buffer);
  words[element] = (words[element] as number) ^ (1 << bit);
  const keep = variable.clone();
  const faulty = tensor(new Float32Array(words.buffer), variable.shape);
  variable.assign(faulty);
  const y = model.predict(feed) as Tensor;
  const scores = (await y.data()) as Float32Array;
  variable.assign(keep);
  for (const t of [keep, faulty, y]) t.dispose();
  const classes = scores.length / IMAGES;
  return Array.from({ length: IMAGES }, (_, image) =>
    argmax(scores.subarray(image * classes, (image + 1) * classes)),
  );
}

/** Of this thread's processor, so that neighbours on the machine do not count. */
async function seconds(run: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const CASES = [
  ['network-wise weights', {}, 6000, 300],
  ['conv2d weights', { nodes: ['conv2d'] }, 2000, 300],
  ['conv2d_1 weights', { nodes: ['conv2d_1'] }, 4000, 300],
  ['dense weights', { nodes: ['dense'] }, 12000, 300],
  ['last dense layer', { nodes: ['dense_2'] }, 20000, 300],
  ['activations', { of: 'values' }, 6000, 300],
] as const;

const lines: string[][] = [];
for (const [name, population, size, few] of CASES) {
  const plan = planOf({ unit: 'fault', population, sampling: { kind: 'uniform', size }, seed: 11 });
  const campaign = await Campaign.open(plan, {
    program,
    device,
    inputs: { tensors: [batch], labels: opened.gallery.labels.slice(0, IMAGES) },
    storage: new Map(),
    prepare: () => {
      throw new Error('no lists here');
    },
    budgetBytes: 2 ** 28,
  });
  const all = Array.from({ length: size }, (_, t) => t);
  const first = all.slice(0, few);
  // Everything is compiled and allocated before the clock starts.
  await runTrials(campaign, all.slice(0, 400));
  const resumed = await seconds(() => runTrials(campaign, first, { switches: RESUME_ONLY }));
  const fast = await seconds(() => runTrials(campaign, all, { switches: ALL_SHORTCUTS }));
  const [a, b] = [
    await runTrials(campaign, first, { switches: RESUME_ONLY }),
    await runTrials(campaign, first, { switches: ALL_SHORTCUTS }),
  ];
  if (a.map(rowLine).join() !== b.map(rowLine).join()) throw new Error(`${name}: rows differ`);
  const perNaive =
    name === 'activations' ? Number.NaN : (await seconds(() => naiveRun(campaign, first))) / few;
  const rate = size / fast;
  lines.push([
    name,
    Number.isNaN(perNaive) ? '-' : (1 / perNaive).toFixed(0),
    (few / resumed).toFixed(0),
    rate.toFixed(0),
    Number.isNaN(perNaive) ? '-' : `x${(rate * perNaive).toFixed(1)}`,
    `x${((rate * resumed) / few).toFixed(1)}`,
  ]);
}

async function naiveRun(campaign: Campaign, trials: readonly number[]): Promise<void> {
  for (const t of trials) {
    const [fault] = trialOf(campaign.bound, t).faults;
    if (fault?.effect.kind !== 'flip') throw new Error('not a flip');
    await naiveAnswers(fault.tensor.id, fault.element, fault.effect.bits[0] as number);
  }
}

console.log(
  `LeNet-5, one fault on ${IMAGES} images a trial, Node, wasm SIMD, one thread, ${cores}; trials per second of processor time\n`,
);
console.log(
  table(
    [
      'faults',
      'naive tf.js, trials/s',
      'resume, trials/s',
      'all shortcuts, trials/s',
      'to naive',
      'to resume',
    ],
    lines,
  ),
);
