/**
 * Storing a tensor, flipping bits of its words, and reading it back, in elements per second: the lab's way (exact words,
 * scales of all kinds), plain TensorFlow.js ops that do the same arithmetic, and a loop over typed arrays written for one
 * format. On any back end that is current.
 */
import { add, clipByValue, floorDiv, mod, mul, round, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { parseFaults } from '#engine/faults/parse.ts';
import { planSites } from '#engine/faults/sitePlan.ts';
import { corrupted, stored } from '#engine/runtime/corruption.ts';
import type { Device } from '#engine/runtime/device.ts';
import { readStorageSpec } from '#engine/storage/storageSpec.ts';
import { storageFor } from '#engine/storage/tensorStorage.ts';
import { cores, median } from './machine.ts';

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

export const STORED_TITLE = `${COUNT.toLocaleString('en-US')} elements, ${cores}; elements per second, median of ${ROUNDS}`;
export const STORED_HEAD = [
  'back end',
  'format',
  'one word in 1,000 flipped',
  'every word flipped',
  'tf.js ops, every word',
  'typed-array loop',
];

/** One row a format. The other two ways are measured for the first. */
export async function storedRows(device: Device): Promise<string[][]> {
  const values = someValues();
  const loop = await typedLoop(values);
  const ops = await plainOps(device, values);
  const rows: string[][] = [];
  for (const format of FORMATS) {
    const few = Math.round(COUNT / CHANNELS / 1000);
    const some = await ours(device, values, format, `a/x[0:${few},*]:flip(${BIT})`);
    const all = await ours(device, values, format, `a/x[*,*]:flip(${BIT})`);
    const same = format === FORMATS[0];
    rows.push([device.name, format, some, all, same ? ops : '', same ? loop : '']);
  }
  return rows;
}

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
