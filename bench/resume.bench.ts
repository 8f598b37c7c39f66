/**
 * Engine in Node on wasm, one thread, every bundled model: a scene as the page plays it (resume, observations, pictures),
 * and the resume alone against a full run from the inputs with the same corrupted tensor and against the naive way:
 * write the weight into the model and call TensorFlow.js's predict. They take turns in one loop, so that they share the
 * weather. `npm run bench -- resume resnet20` takes one model.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { io, memory, type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { galleryItem } from '#engine/io/modelCard.ts';
import { startBackend } from '#engine/runtime/backend.ts';
import { Laboratory } from '#engine/runtime/laboratory.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import { Run } from '#engine/runtime/run.ts';
import { type OpenedFiles, openModel } from '#engine/scene/openModel.ts';
import { prepareFaults } from '#engine/scene/prepareFaults.ts';
import { cores, median, percentile, table } from './machine.ts';

const MODELS = 'public/models';
const PICTURE = 1;
/** Time for one place of one model, all four ways together. */
const PLACE_MS = 8_000;
const MOST_ROUNDS = 100;
const FEWEST_ROUNDS = 5;
const WARM_UP = 3;
const OPTIONS = { budgetBytes: 2 ** 29 };

const wasmFolder = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;
const device = await startBackend('wasm', wasmFolder);

const megabytes = (sizeBytes: number): string => (sizeBytes / 1e6).toFixed(1);

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function naivePredict(naive: LayersModel, feed: Tensor, parameter: string, index: number) {
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

function loadNaive({ files }: OpenedFiles): Promise<LayersModel> {
  const { topology, weightSpecs, weightData } = files;
  return loadLayersModel(
    io.fromMemory({
      modelTopology: JSON.parse(JSON.stringify(topology)) as object,
      weightSpecs: weightSpecs as unknown as io.WeightsManifestEntry[],
      weightData: weightData.slice().buffer,
    }),
  );
}

/** One table row for each of the first, the middle and the last kernel. */
async function measure(id: string): Promise<string[][]> {
  const opened = await openModel(async (file) => new Uint8Array(readFileSync(`${MODELS}/${id}/${file}`)));
  const { gallery } = opened;
  if (gallery === null) throw new Error(`${id} has no gallery`);
  const program = await loadProgram(opened.files);
  const { graph } = program;
  const values = galleryItem(gallery, PICTURE);
  const shape = [1, ...gallery.shape];
  const lab = new Laboratory(program, device);
  lab.setInputs([{ shape, values }]);
  const naive = await loadNaive(opened);
  const feed = tensor(values.slice(), shape);
  const golden = await Run.full(program, device, [feed], OPTIONS);
  const output = graph.outputs[0] as string;
  const read = (run: Run) => run.with([output], ([x]) => device.words(x as Tensor));
  await read(golden);
  const kernels = graph.nodes.flatMap((node) => node.parameters.filter((name) => name.endsWith('/kernel')));
  const places = [
    ['early', kernels[0]],
    ['middle', kernels[kernels.length >> 1]],
    ['late', kernels.at(-1)],
  ] as const;
  const rows: string[][] = [];
  for (const [place, kernel = ''] of places) {
    const count = graph.parameters[kernel]?.count ?? 1;
    const times = {
      scene: [] as number[],
      resume: [] as number[],
      full: [] as number[],
      naive: [] as number[],
    };
    let faultyBytes = 0;
    const end = performance.now() + PLACE_MS;
    for (let round = 0; round < MOST_ROUNDS + WARM_UP; round++) {
      if (round >= FEWEST_ROUNDS + WARM_UP && performance.now() > end) break;
      const index = (round * 37) % count;
      const { corruption } = prepareFaults([`${kernel}[#${index}]:flip(30)`], graph);
      const scene = await timed(() => lab.play(corruption, true));
      const resume = await timed(async () => {
        const run = await golden.faulty(corruption, OPTIONS);
        await read(run);
        faultyBytes = Math.max(faultyBytes, run.sizeBytes);
        run.dispose();
      });
      const full = await timed(async () => {
        const run = await Run.full(program, device, [feed], OPTIONS, corruption);
        await read(run);
        run.dispose();
      });
      const predict = await timed(() => naivePredict(naive, feed, kernel, index));
      if (round < WARM_UP) continue;
      times.scene.push(scene);
      times.resume.push(resume);
      times.full.push(full);
      times.naive.push(predict);
    }
    const ratio = (slow: readonly number[]) =>
      `x${median(slow.map((ms, i) => ms / (times.resume[i] as number))).toFixed(1)}`;
    rows.push([
      id,
      place,
      kernel,
      `${times.scene.length}`,
      `${percentile(times.scene, 50).toFixed(1)} / ${percentile(times.scene, 95).toFixed(1)} ms`,
      `${median(times.resume).toFixed(2)} ms`,
      ratio(times.full),
      ratio(times.naive),
      `${megabytes(golden.sizeBytes)} / ${megabytes(faultyBytes)} MB`,
    ]);
  }
  golden.dispose();
  lab.dispose();
  naive.dispose();
  feed.dispose();
  return rows;
}

const wanted = process.argv[2] ?? '';
const ids = readdirSync(MODELS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name.includes(wanted))
  .map(({ name }) => name);
const rows: string[][] = [];
for (const id of ids) rows.push(...(await measure(id)));
console.log(
  `One image, float32, Node, wasm SIMD, one thread, ${cores}; medians of pairwise ratios; ${(memory().numBytes / 1e6).toFixed(1)} MB of tensors left\n`,
);
console.log(
  table(
    [
      'model',
      'fault',
      'tensor',
      'faults',
      'whole scene p50 / p95',
      'resume',
      'full run / resume',
      'naive predict / resume',
      'golden / faulty values kept',
    ],
    rows,
  ),
);
