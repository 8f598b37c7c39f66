import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import card from '../../../public/models/lenet5/card.json';
import model from '../../../public/models/lenet5/model.json';
import { MODELS_FOLDER, PACKAGE_ROOT } from '../place.ts';
import { call, callJson } from '../testing/captured.ts';
import type { InspectDocument } from '../testing/documents.ts';
import { freshFolder } from '../testing/writtenModel.ts';

describe('inspect lenet5', async () => {
  const { nodes, totals, model: found } = await callJson<InspectDocument>(['inspect', 'lenet5']);

  it('lists the nodes in topological order, each reading what stands before it', () => {
    expect(nodes.map(({ node, op }) => [node, op])).toEqual([
      ['input', 'InputLayer'],
      ['conv2d', 'Conv2D'],
      ['max_pooling2d', 'MaxPooling2D'],
      ['conv2d_1', 'Conv2D'],
      ['max_pooling2d_1', 'MaxPooling2D'],
      ['flatten', 'Flatten'],
      ['dense', 'Dense'],
      ['dense_1', 'Dense'],
      ['dense_2', 'Dense'],
    ]);
    for (const [i, { inputs }] of nodes.slice(1).entries()) expect(inputs).toEqual(nodes[i]?.outputs);
  });

  it('has the shapes of LeCun et al. 1998 with one channel last and same padding first', () => {
    expect(nodes.map(({ shapes }) => shapes[0]?.slice(1))).toEqual([
      [28, 28, 1],
      [28, 28, 6],
      [14, 14, 6],
      [10, 10, 16],
      [5, 5, 16],
      [400],
      [120],
      [84],
      [10],
    ]);
  });

  it('has the parameters of the weights manifest', () => {
    const listed = nodes.flatMap(({ node, parameters }) =>
      parameters.map(({ name, shape, dtype }) => ({ name: `${node}/${name}`, shape, dtype })),
    );
    expect(listed).toEqual(
      model.weightsManifest.flatMap(({ weights }) =>
        weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
      ),
    );
    for (const { shape, count } of nodes.flatMap(({ parameters }) => parameters)) {
      expect(count).toBe(shape.reduce((product, size) => product * size, 1));
    }
    expect(totals.parameters).toBe(card.parameters);
  });

  it('counts multiply-accumulates and sites', () => {
    // Per layer: output positions x kernel x channels in x channels out.
    expect(nodes.map(({ macs }) => macs)).toEqual([
      0,
      28 * 28 * 25 * 6,
      0,
      10 * 10 * 25 * 6 * 16,
      0,
      0,
      400 * 120,
      120 * 84,
      84 * 10,
    ]);
    expect(totals.macs).toBe(416_520);
    const outputs = nodes.map(({ shapes }) =>
      (shapes[0] ?? []).slice(1).reduce<number>((product, size) => product * (size ?? 0), 1),
    );
    const split = outputs.filter((_, i) => nodes[i]?.pre !== null);
    expect(totals.sites).toEqual({
      values: [...outputs, ...split].reduce((sum, count) => sum + count, 0),
      parameters: card.parameters,
    });
  });

  it('names the model', () => {
    expect(found).toMatchObject({ id: card.id, name: card.name });
    expect(found.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is found by name from anywhere, by folder and by model.json', async () => {
    const folder = await freshFolder();
    await cp(join(MODELS_FOLDER, 'lenet5'), join(folder, 'copy'), { recursive: true });
    for (const [name, from] of [
      ['public/models/lenet5', PACKAGE_ROOT],
      ['copy', folder],
      ['copy/model.json', folder],
      [join(folder, 'copy', 'model.json'), '/'],
    ] as const) {
      expect((await callJson<InspectDocument>(['inspect', name], { folder: from })).model).toEqual(found);
    }
  });

  it('counts ones per bit in the stored words of parameters', async () => {
    const weights = await readFile(join(MODELS_FOLDER, 'lenet5', 'weights.bin'));
    const words = new Uint32Array(new Uint8Array(weights).buffer);
    const { bits } = await callJson<InspectDocument>(['inspect', 'lenet5', '--bits']);
    const ones = (bit: number) =>
      bits?.reduce((sum, group) => sum + Math.round(group.elements * (group.ones[bit] as number)), 0);
    for (const bit of [0, 22, 23, 28, 29, 30, 31])
      expect(ones(bit)).toBe(words.reduce((sum, word) => sum + ((word >>> bit) & 1), 0));
    const { stdout } = await call(['inspect', 'lenet5', '--bits']);
    expect(stdout).toMatch(/^bit +field +kernel +bias$/m);
    expect(stdout).toMatch(/^ 30 +exponent +0 +0$/m);
    const stored = await callJson<InspectDocument>([
      ...['inspect', 'lenet5', '--bits', '--storage', 'dense/kernel=int8(range=minmax)'],
    ]);
    expect(stored.bits?.map(({ tensor, ones: shares }) => [tensor, shares.length])).toEqual([
      ['kernel', 32],
      ['bias', 32],
      ['kernel', 8],
    ]);
  });

  it('is a table for people', async () => {
    const { status, stdout, stderr } = await call(['inspect', 'lenet5']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^conv2d_1 +Conv2D 5×5, ReLU +\[\?,10,10,16\] +kernel \[5,5,6,16\] bias \[16\] +240,000$/m,
    );
    expect(stdout).toMatch(/^parameters +61,706$/m);
  });
});

it.each<[string, string]>([
  [
    'no_such_model',
    'Model "no_such_model" is neither a bundled model nor a path. Bundled: lenet5; or give a folder, a model.json, or a .h5, .keras or .zip file.',
  ],
  [
    'src',
    'Model "src" is a folder without a model.json. Bundled: lenet5; or give a folder, a model.json, or a .h5, .keras or .zip file.',
  ],
  [
    'LICENSE',
    'LICENSE holds no model. The lab opens TensorFlow.js folders (model.json with its weight files), Keras .h5 and .keras files, and zips of these.',
  ],
])('refuses %s', async (name, message) => {
  const { status, stdout, stderr } = await call(['inspect', name, '--json'], { folder: PACKAGE_ROOT });
  expect({ status, stdout, stderr: stderr.replace(/Bundled: .*;/, 'Bundled: lenet5;') }).toEqual({
    status: 2,
    stdout: '',
    stderr: `bitflip: ${message}\n`,
  });
});
