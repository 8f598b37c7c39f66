/**
 * Engine in Node on wasm, one thread: a scene as the page plays it (resume, observations, pictures), and the resume
 * alone against a full run from the inputs with the same corrupted tensor and against the naive way: write the weight
 * into the model and call TensorFlow.js's predict. The three take turns in one loop, so that they share the weather.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { io, type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { galleryItem } from '#engine/io/modelCard.ts';
import { startBackend } from '#engine/runtime/backend.ts';
import { Laboratory } from '#engine/runtime/laboratory.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import { Run } from '#engine/runtime/run.ts';
import { openModel } from '#engine/scene/openModel.ts';
import { prepareFaults } from '#engine/scene/prepareFaults.ts';
import { cores, median, percentile, table } from './machine.ts';

const ROUNDS = 200;
const WARM_UP = 20;
const PLACES = [
  ['early', 'conv2d/kernel', 150],
  ['middle', 'conv2d_1/kernel', 2400],
  ['late', 'dense_2/kernel', 840],
] as const;

const wasmFolder = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;
const device = await startBackend('wasm', wasmFolder);
const opened = await openModel(async (file) => new Uint8Array(readFileSync(`public/models/lenet5/${file}`)));
if (opened.gallery === null) throw new Error('LeNet-5 has no gallery');
const values = galleryItem(opened.gallery, 7);
const program = await loadProgram(opened.files);
const lab = new Laboratory(program, device);
lab.setInputs([{ shape: [1, 28, 28, 1], values }]);

const { topology, weightSpecs, weightData } = opened.files;
const naive = await loadLayersModel(
  io.fromMemory({
    modelTopology: JSON.parse(JSON.stringify(topology)) as object,
    weightSpecs: weightSpecs as unknown as io.WeightsManifestEntry[],
    weightData: weightData.slice().buffer,
  }),
);
const feed = tensor(values.slice(), [1, 28, 28, 1]);
const output = program.graph.outputs[0] as string;
const options = { budgetBytes: 2 ** 29 };
const golden = await Run.full(program, device, [feed], options);
const readOutput = (run: Run): Promise<Uint32Array> => run.with([output], ([x]) => device.words(x as Tensor));
await readOutput(golden);

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function naivePredict(parameter: string, index: number): Promise<void> {
  const [layerName, weight] = parameter.split('/') as [string, string];
  const variable = naive
    .getLayer(layerName)
    .weights.find(({ originalName }) => originalName.endsWith(weight))
    ?.read() as Variable;
  const words = new Uint32Array(((await variable.data()) as Float32Array).slice().buffer);
  words[index] = (words[index] as number) ^ (1 << 30);
  const keep = variable.clone();
  const faulty = tensor(new Float32Array(words.buffer), variable.shape);
  variable.assign(faulty);
  const y = naive.predict(feed) as Tensor;
  await y.data();
  variable.assign(keep);
  for (const t of [keep, faulty, y]) t.dispose();
}

const rows: string[][] = [];
for (const [place, parameter, count] of PLACES) {
  const times = {
    scene: [] as number[],
    resume: [] as number[],
    full: [] as number[],
    naive: [] as number[],
  };
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    const index = (round * 37) % count;
    const { corruption } = prepareFaults([`${parameter}[#${index}]:flip(30)`], program.graph);
    const scene = await timed(() => lab.play(corruption, true));
    const resume = await timed(async () => {
      const run = await golden.faulty(corruption, options);
      await readOutput(run);
      run.dispose();
    });
    const full = await timed(async () => {
      const run = await Run.full(program, device, [feed], options, corruption);
      await readOutput(run);
      run.dispose();
    });
    const predict = await timed(() => naivePredict(parameter, index));
    if (round < WARM_UP) continue;
    times.scene.push(scene);
    times.resume.push(resume);
    times.full.push(full);
    times.naive.push(predict);
  }
  const full = median(times.full.map((ms, i) => ms / (times.resume[i] as number)));
  const naiveRatio = median(times.naive.map((ms, i) => ms / (times.resume[i] as number)));
  rows.push([
    place,
    parameter,
    `${percentile(times.scene, 50).toFixed(1)} / ${percentile(times.scene, 95).toFixed(1)} ms`,
    `${median(times.resume).toFixed(2)} ms`,
    `x${full.toFixed(1)}`,
    `x${naiveRatio.toFixed(1)}`,
  ]);
}
console.log(
  `LeNet-5, one image, Node, wasm SIMD, one thread, ${cores}; ${ROUNDS} faults a row, medians of pairwise ratios\n`,
);
console.log(
  table(
    ['fault', 'tensor', 'whole scene p50 / p95', 'resume', 'full run / resume', 'naive predict / resume'],
    rows,
  ),
);
