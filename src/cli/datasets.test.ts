import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DATASETS, datasetFile } from '#engine/testing/datasetFiles.ts';
import { call, callJson } from './testing/captured.ts';
import type { PredictDocument } from './testing/documents.ts';
import { freshFolder } from './testing/writtenModel.ts';

let folder = '';
const predict = (source: string, ...more: string[]) =>
  callJson<PredictDocument>(['predict', 'lenet5', '--input', source, ...more], { folder });

beforeAll(async () => {
  folder = await freshFolder();
  for (const path of [
    'npy/digits.npy',
    'npz/digits.npz',
    'csv/mnist.csv',
    'pictures/folders.zip',
    'pictures/labels-txt.zip',
  ])
    await writeFile(join(folder, path.slice(path.indexOf('/') + 1)), datasetFile(path));
  await mkdir(join(folder, 'mnist'));
  for (const name of ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'])
    await writeFile(join(folder, 'mnist', name), datasetFile(`idx/${name}`));
});

describe('--input', () => {
  it.each(['digits.npy:7', 'digits.npz:7', 'mnist.csv:7', 'mnist:7', './mnist:7', 'labels-txt.zip:7'])(
    '%s is item 7, as in the gallery',
    async (source) => {
      expect((await predict(source)).outputs).toEqual((await predict('mnist:7')).outputs);
    },
  );

  it('tells the label where the data have one', async () => {
    const { input } = await predict('mnist.csv:4');
    expect(input[0]).toMatchObject({ source: 'mnist.csv:4', label: String(DATASETS.labels[4]) });
  });

  it('makes tensors, the same every time', async () => {
    const { outputs } = await predict('uniform(0,1,seed=5)');
    expect((await predict('uniform(0,1,seed=5)')).outputs).toEqual(outputs);
    expect((await predict('uniform(0,1,seed=6)')).outputs).not.toEqual(outputs);
  });

  it('is prepared as asked', async () => {
    const { outputs } = await predict('digits.npy:7', '--prepare', '0..255');
    expect(outputs).not.toEqual((await predict('mnist:7')).outputs);
    const turned = await predict('digits.npy:7', '--prepare', 'invert');
    expect(turned.outputs).toEqual((await predict('digits.npy:7', '--invert')).outputs);
  });

  it.each([
    ['digits.npy:20', /digits\.npy:20: the gallery has items 0 to 19/],
    [
      'folders.zip',
      /folders\.zip holds 20 items; one image per call, wanted folders\.zip:0 to folders\.zip:19/,
    ],
    ['uniform(2)', /"uniform\(2\)" is no tensor that the lab makes/],
  ])('%s is refused', async (source, message) => {
    const { status, stderr } = await call(['predict', 'lenet5', '--input', source], { folder });
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  it('a word of the preparation that is not known is named', async () => {
    const { stderr } = await call(
      ['predict', 'lenet5', '--input', 'digits.npy:1', '--prepare', 'crop,blur'],
      { folder },
    );
    expect(stderr).toMatch(/Preparation "blur" is not known\. Wanted stretch, fit, crop/);
  });
});

describe('inputs.from', () => {
  const rows = async (name: string, inputs: string) => {
    const plan = `model: lenet5\nsampling: {kind: uniform, size: 40}\npopulation: {bits: [30]}\ninputs: ${inputs}\n`;
    await writeFile(join(folder, `${name}.yaml`), plan);
    const { status, stderr } = await call(['campaign', `${name}.yaml`, '--out', name], { folder });
    return status === 0 ? await readFile(join(folder, name, 'rows.csv'), 'utf8') : stderr;
  };

  it('the same pictures give the same rows, whatever they come in', async () => {
    const wanted = await rows('gallery', '{images: "0:20"}');
    expect(wanted.split('\n').length).toBeGreaterThan(40);
    expect(await rows('npz', '{from: digits.npz}')).toBe(wanted);
    expect(await rows('idx', '{from: ./mnist}')).toBe(wanted);
    expect(await rows('zip', '{from: labels-txt.zip, only: all}')).toBe(wanted);
    expect(await rows('listed', `{from: digits.npy, labels: [${DATASETS.labels}]}`)).toBe(wanted);
  });

  it('random tensors', async () => {
    expect(await rows('random', '{from: "uniform(0,1,count=5)"}')).toContain('conv2d');
  });

  it.each([
    ['gone', '{from: gone.npz}', /inputs\.from: gone\.npz: there is no such file; wanted gallery, heldout/],
    ['short', '{from: digits.npy, labels: [1, 2]}', /2 labels for 20 images/],
  ])('%s is refused', async (name, inputs, message) => {
    expect(await rows(name, inputs)).toMatch(message);
  });
});
