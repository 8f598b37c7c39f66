/** Scenes on stored tensors: what is stored, what a fault does to a code, and that nothing else changes. */
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Quantizer } from '../quantizers/quantizer.ts';
import { quantizerOf } from '../quantizers/quantizerOf.ts';
import { quantizeTensor } from '../quantizers/quantizeTensor.ts';
import { useBackend } from '../testing/backends.ts';
import { type StoredScenes, storedScenes } from '../testing/storedScenes.ts';
import type { PlayedScene } from './playScene.ts';

let scenes: StoredScenes;
beforeAll(async () => {
  scenes = await storedScenes(await useBackend('wasm'));
});

const reportOf = (scene: PlayedScene, id: string) => scene.storage.find((report) => report.tensor === id);
const changed = (scene: PlayedScene, value: string): number =>
  scene.observations.find((observation) => observation.value === value)?.changed ?? -1;

const SIX_BITS = 'quantized_bits(6,0,alpha=1)';

describe('what is stored', () => {
  test('a kernel is what the quantizer makes of it, every consumer sees it, and what comes before is untouched', async () => {
    const { golden: plain } = await scenes.words('conv2d_1/kernel', []);
    const { golden: stored } = await scenes.words('conv2d_1/kernel', [`conv2d_1/kernel=${SIX_BITS}`]);
    const floats = { values: plain, shape: [5, 5, 6, 16] };
    const wanted = quantizeTensor((quantizerOf(SIX_BITS) as Quantizer).fit(floats), floats);
    expect(stored).toEqual(wanted.values);
    const before = await scenes.words('conv2d/output', []);
    const after = await scenes.words('conv2d/output', [`conv2d_1/kernel=${SIX_BITS}`]);
    expect(after.golden).toEqual(before.golden);
  });

  test('an activation is stored after its function, at pre if that is named, and pooling hands codes on', async () => {
    const step = 2 ** -4;
    const plan = ['conv2d/output=ufixed(8,4)'];
    const { golden: fresh } = await scenes.words('conv2d/output', []);
    const { golden: stored } = await scenes.words('conv2d/output', plan);
    const rounded = fresh.map((x) => Math.min(Math.round(x / step) * step, 255 * step));
    expect(
      stored.every(
        (x, i) => Math.abs(x - (rounded[i] as number)) <= (isTie((fresh[i] as number) / step) ? step : 0),
      ),
    ).toBe(true);
    const { golden: pooled } = await scenes.words('max_pooling2d/output', plan);
    expect(pooled.every((x) => Number.isInteger(x / step))).toBe(true);
    const { golden: pre } = await scenes.words('conv2d/pre', ['conv2d/pre=fixed(8,4)']);
    expect(pre.some((x) => x < 0) && pre.every((x) => Number.isInteger(x / step))).toBe(true);
    const { golden: after } = await scenes.words('conv2d/output', ['conv2d/pre=fixed(8,4)']);
    expect(after).toEqual(pre.map((x) => Math.max(x, 0)));
  });

  test('is reported: words, range, what was clipped, what it costs', async () => {
    const scene = await scenes.play([
      'weights=int8(range=minmax,axis=channel,symmetric)',
      'dense/output=int4(range=0:1)',
    ]);
    const kernel = reportOf(scene, 'conv2d_1/kernel');
    expect(kernel).toMatchObject({ bits: 8, elements: 2400, clipped: 0 });
    expect(kernel?.scale).toHaveLength(16);
    expect([...(kernel?.zero ?? [])]).toEqual(Array(16).fill(0));
    expect(kernel?.codesUsed).toBeGreaterThan(100);
    // Uniform noise of one step in a range of 254 steps is about 6 dB a bit: 40 to 50 dB for bell-shaped weights.
    expect(kernel?.sqnrDb).toBeGreaterThan(35);
    expect(kernel?.maxError).toBeLessThanOrEqual(Math.max(...(kernel?.scale ?? [])) * 0.5001);
    const output = reportOf(scene, 'dense/output');
    const { golden } = await scenes.words('dense/output', [
      'weights=int8(range=minmax,axis=channel,symmetric)',
    ]);
    expect(output?.clipped).toBe(golden.filter((x) => x > (output?.highest ?? 0)).length);
    expect(output?.clipped).toBeGreaterThan(0);
    expect(output?.codesUsed).toBeLessThanOrEqual(16);
    expect(scene.storage.map(({ tensor: id }) => id)).toEqual([
      'conv2d/kernel',
      'conv2d_1/kernel',
      'dense/output',
      'dense/kernel',
      'dense_1/kernel',
      'dense_2/kernel',
    ]);
  });

  test('a range is fitted to the calibration pictures and frozen: this picture does not move it', async () => {
    const scene = await scenes.play(['conv2d/output=uint8(range=minmax)']);
    const { scale } = reportOf(scene, 'conv2d/output') as NonNullable<ReturnType<typeof reportOf>>;
    const { golden } = await scenes.words('conv2d/output', []);
    expect((scale[0] as number) * 255).toBeGreaterThanOrEqual(Math.max(...golden));
  });

  test('a plan that changes gives the words of a laboratory that never knew another', async () => {
    const fresh = await storedScenes(await useBackend('wasm'));
    await scenes.play(['weights=int8(range=mse)', 'dense/output=float16']);
    for (const plan of [
      ['weights=int8(range=mse)', 'dense/output=bfloat16'],
      ['weights=int8(range=mse)'],
      ['weights=int8(range=mse)', 'conv2d_1/kernel=int4(range=mse)'],
      [],
    ]) {
      const [one, other] = [
        await scenes.play(plan, 'conv2d_1/kernel[#7]:flip(3)'),
        await fresh.play(plan, 'conv2d_1/kernel[#7]:flip(3)'),
      ];
      expect(one.golden[0]?.values).toEqual(other.golden[0]?.values);
      expect(one.observations).toEqual(other.observations);
      expect(one.storage).toEqual(other.storage);
      fresh.lab.rest();
    }
    fresh.lab.dispose();
    await useBackend('wasm');
  });
});

describe('a fault on a stored word', () => {
  test('acts on the integer code and is told so', async () => {
    const { golden } = await scenes.words('conv2d_1/kernel', [`conv2d_1/kernel=${SIX_BITS}`]);
    const at = golden.findIndex((x) => x === 4 / 32);
    const scene = await scenes.play([], `conv2d_1/kernel[#${at}]:flip(5)@${SIX_BITS}`);
    expect(scene.faults[0]).toMatchObject({ sites: 1, before: 0b000100, after: 0b100100 });
    expect(scene.faults[0]?.sentence).toBe(
      `1 bit: conv2d_1/kernel[#${at}] bit 5 as ${SIX_BITS}, 0.125 -> -0.875, code 4 -> -28, 0x04 -> 0x24`,
    );
    const { faulty } = await scenes.words(
      'conv2d_1/kernel',
      [],
      `conv2d_1/kernel[#${at}]:flip(5)@${SIX_BITS}`,
    );
    expect(faulty[at]).toBe(-0.875);
    expect(changed(scene, 'conv2d/output')).toBe(0);
    expect(changed(scene, 'conv2d_1/pre')).toBeGreaterThan(0);
  });

  test('is not clipped again: -1 is no code of a symmetric quantizer, and a second fault starts from it', async () => {
    const plan = ['dense_2/kernel=quantized_bits(4,0,symmetric=1,alpha=1)'];
    const site = 'dense_2/kernel[0,0]';
    const scene = await scenes.play(plan, `${site}:set(0x8)`, `${site}:flip(0)`);
    expect(scene.faults.map(({ before, after }) => [before, after])).toEqual([
      [scene.faults[0]?.before, 0x8],
      [0x8, 0x9],
    ]);
    const { faulty } = await scenes.words('dense_2/kernel', plan, `${site}:set(0x8)`);
    expect(faulty[0]).toBe(-1);
  });

  test('on what hands words on, or on what one node reads, is in the words of its source', async () => {
    const plan = ['conv2d/output=uint8(range=minmax)'];
    for (const site of ['max_pooling2d/output[0,0,0]', 'conv2d_1/input[0,0,0]']) {
      const scene = await scenes.play(plan, `${site}:stuck1(7)`);
      expect(scene.faults[0]?.sentence).toContain('as uint8(range=minmax)');
      expect(scene.faults[0]?.after).toBeGreaterThan(127);
      expect(changed(scene, 'conv2d/output')).toBe(0);
    }
  });

  test('of a scale is read by all words: its sign bit negates a kernel; a zero point shifts it', async () => {
    const plan = ['dense/kernel=int8(range=minmax)'];
    const { golden, faulty } = await scenes.words('dense/kernel', plan, 'dense/kernel.scale[]:flip(31)');
    expect(faulty).toEqual(golden.map((x) => -x));
    const { scale, zero } = reportOf(await scenes.play(plan), 'dense/kernel') as NonNullable<
      ReturnType<typeof reportOf>
    >;
    const shifted = await scenes.words('dense/kernel', plan, 'dense/kernel.zero[]:flip(0)');
    const by = ((zero[0] as number) & 1) === 0 ? -(scale[0] as number) : (scale[0] as number);
    expect(shifted.faulty.every((x, i) => Math.abs(x - (golden[i] as number) - by) < 1e-6)).toBe(true);
    const scene = await scenes.play(plan, 'dense/kernel.scale[]:flip(30)', 'dense/kernel[0,0]:flip(7)');
    expect(scene.faults[0]?.sentence).toMatch(/^1 bit: dense\/kernel\.scale\[\] bit 30, \S+ -> \S+, 0x/);
    expect(scene.faults[1]?.sentence).toContain('code ');
    expect(scene.verdict).not.toBe('masked');
  });

  test('of one channel’s scale moves that channel alone', async () => {
    const plan = ['conv2d/kernel=int8(range=minmax,axis=channel,symmetric)'];
    const { golden, faulty } = await scenes.words('conv2d/kernel', plan, 'conv2d/kernel.scale[4]:flip(31)');
    const channels = [...golden].flatMap((x, i) => (x !== faulty[i] ? [i % 6] : []));
    expect(new Set(channels)).toEqual(new Set([4]));
  });

  test('that sets a value gives each channel its own nearest code', async () => {
    const plan = ["conv2d/kernel=quantized_bits(4,0,alpha='auto')"];
    const { faulty } = await scenes.words('conv2d/kernel', plan, 'conv2d/kernel[*,*,*,*]:set(0.01)');
    const byChannel = Array.from({ length: 6 }, (_, channel) => faulty[channel] as number);
    const { scale } = reportOf(await scenes.play(plan), 'conv2d/kernel') as NonNullable<
      ReturnType<typeof reportOf>
    >;
    byChannel.forEach((value, channel) => {
      const step = (scale[channel] as number) / 8;
      expect(Math.abs(value - 0.01)).toBeLessThanOrEqual(step / 2 + 1e-7);
    });
  });
});

test('plans that come and go leave not one tensor behind', async () => {
  const plans = [
    ['weights=int8(range=minmax)', 'activations=float16'],
    ['dense/output=fixed(8,3)'],
    [],
    ['weights=int8(range=minmax)', 'conv2d/output=int4(range=mse)'],
  ];
  const faults = ['dense/kernel[0,0]:flip(3)', 'conv2d/output[*,*,0]:flip(2)'];
  await scenes.play([], ...faults);
  const { numTensors, numBytes } = memory();
  for (let k = 0; k < 12; k++) await scenes.play(plans[k % plans.length] ?? [], ...faults);
  await scenes.play([], ...faults);
  expect(memory()).toMatchObject({ numTensors, numBytes });
});

describe('the words of a whole tensor', () => {
  const changedWords = (
    words: { readonly golden: Uint32Array; readonly faulty: Uint32Array } | null,
  ): number[][] =>
    [...(words?.golden ?? [])].flatMap((word, i) =>
      word === words?.faulty[i] ? [] : [[i, word, words?.faulty[i] as number]],
    );

  test('show the faulty code, one that encoding never gives too', async () => {
    const plan = ['dense_2/kernel=quantized_bits(4,0,symmetric=1,alpha=1)'];
    const words = await scenes.codes('dense_2/kernel', plan, 'dense_2/kernel[#3]:set(0x8)');
    expect(changedWords(words)).toEqual([[3, words?.golden[3], 0x8]]);
  });

  test('stay as they are under a faulty scale, even one of zero', async () => {
    const plan = ['dense_2/kernel=int8(range=minmax)'];
    const scale = 'dense_2/kernel.scale[]:zero';
    expect(changedWords(await scenes.codes('dense_2/kernel', plan, scale))).toEqual([]);
    const both = await scenes.codes('dense_2/kernel', plan, scale, 'dense_2/kernel[#3]:flip(0)');
    expect(changedWords(both).map(([i]) => i)).toEqual([3]);
  });

  test('are none for float32, and those of the source for what hands words on', async () => {
    expect(await scenes.codes('conv2d/output', [])).toBeNull();
    const words = await scenes.codes('flatten/output', ['conv2d_1/output=ufixed(6,3)']);
    expect(words?.storage.text).toBe('ufixed(6,3)');
    expect(Math.max(...(words?.golden ?? []))).toBeGreaterThan(8);
  });
});

test.each([
  [
    ['weights=int8(range=minmax)'],
    'conv2d/kernel[0,0,0,0]:flip(3)@float16',
    /stored as int8\(range=minmax\) already, got float16/,
  ],
  [['weights=int8(range=minmax)'], 'conv2d/kernel[0,0,0,0]:flip(8)', /words of 8 bits: got bit 8/],
  [['conv2d/output=float16'], 'max_pooling2d/output[0,0,0]:flip(3)@bfloat16', /stored as float16 already/],
  [[], 'conv2d/kernel.scale[]:flip(3)', /conv2d\/kernel is stored as float32, which has no scale/],
  [['conv2d/kernel=quantized_bits(4,0,alpha=1)'], 'conv2d/kernel.zero[]:flip(3)', /has no zero point/],
  [['conv2d/kernel=int8(0.1)'], 'conv2d/kernel.scale[1]:flip(3)', /conv2d\/kernel.scale has shape \[\]/],
  [['nowhere/kernel=int8(0.1)'], 'conv2d/kernel[#0]:zero', /no such tensor/],
] as const)('%j with %s is refused', async (storage, fault, message) => {
  await expect(scenes.play([...storage], fault)).rejects.toThrow(message);
});

const isTie = (x: number): boolean => Math.abs(x - Math.floor(x) - 0.5) < 1e-5;
