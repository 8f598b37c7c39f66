import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readNpy } from '#engine/io/npy.ts';
import { call, callJson } from './testing/captured.ts';
import type { InjectDocument, NodeEntry } from './testing/documents.ts';
import { word } from './testing/weightFile.ts';
import { freshFolder } from './testing/writtenModel.ts';

let folder = '';

beforeAll(async () => {
  folder = await freshFolder();
});

const inject = (fault: string, ...more: string[]): Promise<InjectDocument> =>
  callJson(['inject', 'lenet5', '--input', 'mnist:7', '--fault', fault, ...more], { folder });

describe('inject --save', () => {
  const saved = async (name: string) => readNpy(await readFile(join(folder, name)));

  it('writes the tensors that the node entries are about', async () => {
    const { nodes, saved: paths } = await inject(
      'conv2d/kernel[*,*,0,2]:flip(29)',
      '--save',
      'all',
      '--nodes',
      'conv2d,max_pooling2d,conv2d_1',
      '--nodes',
      'dense_2',
    );
    expect(paths).toHaveLength(8);
    for (const name of ['conv2d', 'max_pooling2d', 'conv2d_1', 'dense_2']) {
      const golden = await saved(`all/${name}.golden.npy`);
      const faulty = await saved(`all/${name}.faulty.npy`);
      const entry = nodes.find(({ node }) => node === name) as NodeEntry;
      const words = [golden, faulty].map(({ values }) => new Uint32Array(values.buffer));
      const differences = Array.from(golden.values, (g, i) =>
        Math.abs(g - (faulty.values[i] as number)),
      ).filter(Number.isFinite);
      expect(golden.shape).toEqual(faulty.shape);
      expect(golden.shape[0]).toBe(1);
      expect(entry.size).toBe(golden.values.length);
      expect(entry.changed).toBe(words[0]?.filter((w, i) => w !== words[1]?.[i]).length);
      expect(entry.changed).toBeGreaterThan(0);
      expect(entry.maxAbsDiff).toBe(Math.max(...differences));
      expect(entry.l2 / Math.hypot(...differences)).toBeCloseTo(1, 6);
      expect(entry.inf).toBe(faulty.values.filter((v) => Math.abs(v) === Number.POSITIVE_INFINITY).length);
    }
  });

  it('saves the outputs unless told', async () => {
    const { saved: paths, golden } = await inject('dense_2/pre[3]:set(25)', '--save', 'outputs/deep');
    expect(paths).toEqual(['outputs/deep/dense_2.golden.npy', 'outputs/deep/dense_2.faulty.npy']);
    const { shape, values } = await saved('outputs/deep/dense_2.golden.npy');
    expect(shape).toEqual([1, 10]);
    expect(Math.max(...values)).toBe(golden[0]?.score);
  });

  it('saves values before activations, and parameters, by tensor name', async () => {
    await inject('conv2d_1/kernel[#7]:flip(3)', '--save', 'tensors', '--nodes', 'conv2d_1/kernel,conv2d/pre');
    expect((await readdir(join(folder, 'tensors'))).sort()).toEqual([
      'conv2d_1__kernel.faulty.npy',
      'conv2d_1__kernel.golden.npy',
      'conv2d__pre.faulty.npy',
      'conv2d__pre.golden.npy',
    ]);
    const { shape, values } = await saved('tensors/conv2d_1__kernel.faulty.npy');
    expect(shape).toEqual([5, 5, 6, 16]);
    const words = new Uint32Array(values.buffer);
    expect(words[6]).toBe(word('conv2d_1/kernel', 0, 0, 0, 6));
    expect(words[7]).toBe((word('conv2d_1/kernel', 0, 0, 0, 7) ^ 8) >>> 0);
    expect(Math.min(...(await saved('tensors/conv2d__pre.golden.npy')).values)).toBeLessThan(0);
  });

  it.each<[string, string[]]>([
    ['--nodes says what to save: give --save DIR too.', ['--nodes', 'dense']],
    [
      '--nodes: the model has no node or tensor "danse". "bitflip inspect MODEL" lists them.',
      ['--nodes', 'danse', '--save', 'never'],
    ],
  ])('refuses: %s', async (message, more) => {
    const found = await call(
      ['inject', 'lenet5', '--input', 'mnist:7', '--fault', 'dense/bias[0]:zero', ...more],
      { folder },
    );
    expect(found).toEqual({ status: 2, stdout: '', stderr: `bitflip: ${message}\n` });
    expect(await readdir(folder)).not.toContain('never');
  });

  it('refuses a folder that cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    const found = await call(
      ['inject', 'lenet5', '--input', 'mnist:7', '--fault', 'dense/bias[0]:zero', '--save', 'file'],
      { folder },
    );
    expect(found.status).toBe(2);
    expect(found.stderr).toMatch(/^bitflip: --save file: could not be written \(EEXIST.*\)\.\n$/);
  });
});
