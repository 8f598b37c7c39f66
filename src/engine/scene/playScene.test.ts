import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { galleryItem } from '../io/modelCard.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { useBackend } from '../testing/backends.ts';
import { openModel } from './openModel.ts';
import { type PlayedScene, playScene } from './playScene.ts';
import { prepareFaults } from './prepareFaults.ts';

async function lenet(): Promise<{ lab: Laboratory; play(...faults: string[]): Promise<PlayedScene> }> {
  const device = await useBackend('wasm');
  const opened = await openModel(
    async (path) => new Uint8Array(readFileSync(`public/models/lenet5/${path}`)),
  );
  const lab = new Laboratory(await loadProgram(opened.files), device);
  lab.setInputs([
    { shape: [1, 28, 28, 1], values: galleryItem(opened.gallery as NonNullable<typeof opened.gallery>, 7) },
  ]);
  const labels = opened.card?.labels ?? null;
  return {
    lab,
    play: (...faults) => playScene(lab, prepareFaults(faults, lab.program.graph), { labels, pictures: true }),
  };
}

const changed = (scene: PlayedScene, value: string): number =>
  scene.observations.find((o) => o.value === value)?.changed ?? -1;

describe('scenes on LeNet-5', () => {
  test('without faults everything is masked and the seven is a seven', async () => {
    const { play } = await lenet();
    const scene = await play();
    expect(scene.verdict).toBe('masked');
    expect(scene.golden[0]?.top[0]).toMatchObject({ label: '7', index: 7 });
    expect(scene.observations.every((o) => o.changed === 0)).toBe(true);
    expect(scene.thumbnails).toHaveLength(9);
  });

  test('a weight fault changes its channel and what lies downstream, nothing before', async () => {
    const { play } = await lenet();
    const scene = await play('conv2d_1/kernel[0,2,1,5]:flip(30)');
    expect(changed(scene, 'conv2d/output')).toBe(0);
    expect(changed(scene, 'conv2d_1/pre')).toBeGreaterThan(0);
    expect(changed(scene, 'conv2d_1/pre')).toBeLessThanOrEqual(100);
    const picture = scene.thumbnails.find(({ node }) => node === 'conv2d_1');
    expect(picture?.channels[0]).toBe(5);
    expect(picture?.changed).toEqual([true, false, false, false, false, false]);
  });

  test('each fault tells its own step, read from the tensor', async () => {
    const { play } = await lenet();
    const site = 'dense_2/bias[3]';
    const { faults } = await play(
      `${site}:set(1)`,
      `${site}:flip(30)`,
      `${site}:flip(31)`,
      `${site}:stuck1(31)`,
    );
    expect(faults.map(({ before, after }) => [before >>> 0, after >>> 0])).toEqual([
      [faults[0]?.before, 0x3f800000],
      [0x3f800000, 0x7f800000],
      [0x7f800000, 0xff800000],
      [0xff800000, 0xff800000],
    ]);
    expect(faults[1]?.sentence).toBe(
      '1 bit: dense_2/bias[3] bit 30, 1 -> Infinity, 0x3f800000 -> 0x7f800000',
    );
    expect(faults[3]?.sentence).toContain('unchanged');
  });

  test('NaN reaches the outputs: DUE, whatever ReLU does on this back end', async () => {
    const { play } = await lenet();
    const scene = await play('conv2d/kernel[0,0,0,0]:set(0xffc00000)');
    expect(scene.verdict).toBe('DUE');
    expect(scene.observations.find((o) => o.value === 'conv2d/output')?.nan).toBe(28 * 28);
    expect(scene.faulty[0]?.values.every(Number.isNaN)).toBe(true);
  });

  test('an input fault, a value fault and what one node reads', async () => {
    const { play } = await lenet();
    expect(changed(await play('input/output[14,14,0]:set(1e30)'), 'input/output')).toBe(1);
    expect(changed(await play('input/input[14,14,0]:set(1e30)'), 'input/output')).toBe(1);
    const read = await play('dense/input[#5]:set(100)');
    expect(changed(read, 'flatten/output')).toBe(0);
    expect(changed(read, 'dense/pre')).toBeGreaterThan(0);
  });

  test('@float16 stores the whole tensor so, golden and faulty alike', async () => {
    const { play } = await lenet();
    const scene = await play('dense_1/kernel[3,4]:flip()@float16', 'dense/output[7]:flip(14)@bfloat16');
    expect(changed(scene, 'dense/output')).toBe(1);
    const none = await play('dense_1/kernel[3,4]:flip()@float16');
    expect(none.verdict).toBe('masked');
    expect(none.observations.every((o) => o.changed === 0)).toBe(true);
    const plain = await play();
    expect(none.golden[0]?.values).not.toEqual(plain.golden[0]?.values);
    const all = await play('conv2d_1/kernel[*,*,*,*]:flip(15)@float16');
    expect(all.faults[0]?.sites).toBe(2400);
    expect(all.verdict).not.toBe('masked');
  });

  test.each([
    ['conv9/kernel[0]:flip(1)', 'unknown-site', 'this model has no node conv9. Did you mean'],
    ['conv2d/gamma[0]:flip(1)', 'unknown-site', 'it has pre, output, input, kernel, bias'],
    ['conv2d/kernel[0]:flip(1)', 'unknown-site', 'conv2d/kernel has shape [5,5,1,6]'],
    ['conv2d/kernel[0,0,0,0]:flip(32)', 'bad-fault', '32'],
    ['conv2d/kernel[0,0,0,0]@image=0:flip(3)', 'unknown-site', 'all images share'],
    ['conv2d/output[0,0,0]@t=3:flip(3)', 'unsupported', 'no time steps'],
    ['conv2d/kernel[0,0,0,0]:flip(3)@int7', 'unsupported', 'int7'],
  ])('%s is refused: %s', async (fault, code, message) => {
    const { play } = await lenet();
    const refused = (async () => play(fault))();
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(message);
  });
});
