/**
 * The drag of a range on LeNet-5 with all weights and activations stored: one entry of the plan changes, the scene is
 * played again with its pictures, then right answers are counted, a few pictures first.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readGallery } from '#engine/io/modelCard.ts';
import { startBackend } from '#engine/runtime/backend.ts';
import { Laboratory } from '#engine/runtime/laboratory.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import { Calibration } from '#engine/scene/calibration.ts';
import { galleryBatch } from '#engine/scene/galleryBatch.ts';
import { GallerySweep } from '#engine/scene/gallerySweep.ts';
import { openModel } from '#engine/scene/openModel.ts';
import { playScene } from '#engine/scene/playScene.ts';
import { prepareFaults } from '#engine/scene/prepareFaults.ts';
import { prepareScene } from '#engine/scene/prepareScene.ts';
import { StorageSettler } from '#engine/scene/settleStorage.ts';
import { cores, median, table } from './machine.ts';

const wasmFolder = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;
const device = await startBackend('wasm', wasmFolder);
const read = async (file: string): Promise<Uint8Array> =>
  new Uint8Array(readFileSync(`public/models/lenet5/${file}`));
const opened = await openModel(read);
const gallery = opened.gallery as NonNullable<typeof opened.gallery>;
const lab = new Laboratory(await loadProgram(opened.files), device);
const { graph } = lab.program;
lab.setInputs([galleryBatch(gallery, 7, 1)]);
const settler = new StorageSettler(
  graph,
  new Calibration(lab.program, device, {
    count: gallery.count,
    batch: (first, count) => [galleryBatch(gallery, first, count)],
  }),
);
const sweep = new GallerySweep(lab.program, device, await readGallery('heldout.json', read), 'held-out');
const plan = ['weights=int8(range=minmax)', 'activations=uint8(range=percentile:99.9)'];
const faults = ['conv2d_1/kernel[3,1,2,2]:flip(7)'];
const drags: string[][] = [];
for (const tensor of ['conv2d/kernel', 'conv2d/output', 'dense_1/kernel', 'dense_2/output']) {
  const scene: number[] = [];
  const first: number[] = [];
  const final: number[] = [];
  for (let k = 0; k < 12; k++) {
    const storage = [...plan, `${tensor}=int8(range=${-(0.5 + k / 10)}:${0.5 + k / 10})`];
    const start = performance.now();
    const prepared = await prepareScene({ storage, faults }, graph, settler);
    await playScene(lab, prepared, { labels: null, pictures: true });
    const played = performance.now();
    const corruptionFor = (batchSize: number) =>
      prepareFaults(faults, graph, batchSize, prepared.corruption.storage).corruption;
    let so = sweep.nothingYet();
    for (let step = 0; step < sweep.steps; step++) {
      so = await sweep.step(so, step, corruptionFor);
      if (step === 0 && k > 1) first.push(performance.now() - played);
    }
    if (k > 1) scene.push(played - start);
    if (k > 1) final.push(performance.now() - played);
  }
  drags.push([tensor, ...[scene, first, final].map((times) => `${median(times).toFixed(1)} ms`)]);
}
console.log(
  `\nLeNet-5, all weights and activations stored, one fault, wasm in Node, ${cores}: one entry of the plan changes\n`,
);
console.log(
  table(['entry', 'scene with pictures', 'first accuracy (16 pictures)', 'accuracy over 1,500'], drags),
);
