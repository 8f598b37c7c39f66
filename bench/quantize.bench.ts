/**
 * Storing a tensor, flipping bits of its words, and reading it back, in elements per second: the lab's way (exact words,
 * scales of all kinds), plain TensorFlow.js ops that do the same arithmetic, and a loop over typed arrays written for this
 * one format. Then the drag of a range on LeNet-5: one entry of the plan changes, the scene is played again.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { add, clipByValue, floorDiv, mod, mul, round, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { parseFaults } from '#engine/faults/parse.ts';
import { planSites } from '#engine/faults/sitePlan.ts';
import { readGallery } from '#engine/io/modelCard.ts';
import { startBackend } from '#engine/runtime/backend.ts';
import { corrupted, stored } from '#engine/runtime/corruption.ts';
import type { Device } from '#engine/runtime/device.ts';
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
import { readStorageSpec } from '#engine/storage/storageSpec.ts';
import { storageFor } from '#engine/storage/tensorStorage.ts';
import { cores, median, table } from './machine.ts';

const COUNT = 2 ** 20;
const CHANNELS = 64;
const ROUNDS = 7;
const BIT = 3;
const FORMATS = [
  'quantized_bits(8,2,alpha=1)',
  'int8(range=minmax,axis=channel,symmetric)',
  'float8_e4m3',
  'quantized_ulaw(8,2)',
];
const wasmFolder = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

/** Fixed numbers, bell-shaped enough: sums of a linear congruential generator. */
function someValues(): Float32Array {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return Float32Array.from({ length: COUNT }, () => 4 * (next() + next() + next()));
}

async function perSecond(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let k = 0; k <= ROUNDS; k++) {
    const start = performance.now();
    await work();
    if (k > 0) times.push(performance.now() - start);
  }
  return `${(COUNT / 1e3 / median(times)).toFixed(1)} M`;
}

async function ours(device: Device, values: Float32Array, format: string, sites: string): Promise<string> {
  const shape = [COUNT / CHANNELS, CHANNELS];
  const storage = storageFor(readStorageSpec(format), { values, shape }, [1]);
  const tensor = { where: 'x', shape, batchSize: null, format: storage };
  const x = device.upload(new Uint32Array(values.buffer), shape);
  const speed = await perSecond(async () => {
    const { tensor: kept } = await stored(device, x, storage);
    const faulty = await corrupted(device, kept, planSites(parseFaults(sites), tensor));
    await device.words(faulty);
    kept.dispose();
    faulty.dispose();
  });
  x.dispose();
  return speed;
}

/** quantized_bits(8,2,alpha=1): codes -128..127 of steps of 1/32, bit 3 of every code flipped. */
function plainOps(device: Device, values: Float32Array): Promise<string> {
  const x = device.upload(new Uint32Array(values.buffer), [COUNT]);
  return perSecond(async () => {
    const y = tidy((): Tensor => {
      const codes = clipByValue(round(mul(x, 32)), -128, 127);
      const bit = mod(floorDiv(codes, 2 ** BIT), 2);
      return mul(add(codes, sub(2 ** BIT, mul(bit, 2 ** (BIT + 1)))), 1 / 32);
    });
    await device.words(y);
    y.dispose();
  }).finally(() => x.dispose());
}

function typedLoop(values: Float32Array): Promise<string> {
  const out = new Float32Array(COUNT);
  return perSecond(async () => {
    for (let i = 0; i < COUNT; i++) {
      const steps = (values[i] as number) * 32;
      const below = Math.floor(steps);
      const rest = steps - below;
      const near = rest > 0.5 || (rest === 0.5 && (below & 1) === 1) ? below + 1 : below;
      const code = near < -128 ? -128 : near > 127 ? 127 : near;
      out[i] = (((code ^ (1 << BIT)) << 24) >> 24) / 32;
    }
  });
}

const values = someValues();
const rows: string[][] = [];
const loop = await typedLoop(values);
for (const backend of ['wasm', 'cpu'] as const) {
  const device = await startBackend(backend, wasmFolder);
  const ops = await plainOps(device, values);
  for (const format of FORMATS) {
    const some = await ours(
      device,
      values,
      format,
      `a/x[0:${Math.round(COUNT / CHANNELS / 1000)},*]:flip(${BIT})`,
    );
    const all = await ours(device, values, format, `a/x[*,*]:flip(${BIT})`);
    const same = format === FORMATS[0];
    rows.push([backend, format, some, all, same ? ops : '', same ? loop : '']);
  }
}
console.log(
  `${COUNT.toLocaleString('en-US')} elements, ${cores}; elements per second, median of ${ROUNDS}\n`,
);
console.log(
  table(
    [
      'back end',
      'format',
      'one word in 1,000 flipped',
      'every word flipped',
      'tf.js ops, every word',
      'typed-array loop',
    ],
    rows,
  ),
);

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
