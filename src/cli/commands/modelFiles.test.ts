import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { call, callJson } from '../testing/captured.ts';
import type { InspectDocument } from '../testing/documents.ts';
import { freshFolder } from '../testing/writtenModel.ts';

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/keras-zoo.zip')));

async function written(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(await freshFolder(), name);
  await writeFile(path, bytes);
  return path;
}

const keras = zoo['nested.keras'] as Uint8Array;
const h5 = zoo['nested.h5'] as Uint8Array;
const lenet = (name: string): Uint8Array => new Uint8Array(readFileSync(`public/models/lenet5/${name}`));

describe('models as people have them', () => {
  it.each([
    ['my model.keras', keras],
    ['model.h5', h5],
    ['anything.bin', h5],
    ['both.zip', zipSync({ 'folder/': new Uint8Array(), 'folder/model.keras': keras })],
  ])('%s opens', async (name, bytes) => {
    const { nodes } = await callJson<InspectDocument>(['inspect', await written(name, bytes)]);
    expect(nodes.map(({ node }) => node)).toContain('first/same');
    expect(nodes.map(({ node }) => node)).toContain('second/same');
    expect(nodes.map(({ node }) => node)).toContain('shared~1');
  });

  it('a QKeras file is stored as its quantizers say, unless --storage says otherwise', async () => {
    const qkeras = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/qkeras-zoo.zip')));
    const path = await written('network.h5', qkeras['network.h5'] as Uint8Array);
    const storage = async (...options: string[]): Promise<Record<string, string>> => {
      const document = await callJson<InspectDocument>(['inspect', path, ...options]);
      return Object.fromEntries(document.storage.map(({ tensor, format }) => [tensor, format]));
    };
    expect(await storage()).toMatchObject({
      'first/kernel': 'quantized_bits(5,0,alpha=1)',
      'first/bias': 'quantized_bits(8,2,alpha=1)',
      'block/conv/kernel': 'quantized_bits(5,0,alpha=1)',
      'norm/gamma': 'quantized_relu_po2(6,max_value=2048)',
    });
    expect(await storage('--storage', '')).toEqual({});
    expect(await storage('--storage', 'first/kernel=float16')).toEqual({ 'first/kernel': 'float16' });
  });

  it('a zip of a TensorFlow.js folder opens with its card, as the same model', async () => {
    const zip = zipSync(
      Object.fromEntries(
        ['model.json', 'weights.bin', 'card.json', 'gallery.json', 'gallery.bin'].map((name) => [
          `LeNet/${name}`,
          lenet(name),
        ]),
      ),
    );
    const { model } = await callJson<InspectDocument>(['inspect', await written('lenet.zip', zip)]);
    expect(model).toEqual((await callJson<InspectDocument>(['inspect', 'lenet5'])).model);
  });

  it.each([
    ['model.onnx', strToU8('\b\u0007\u0012\u0004test'), 'ONNX', 'onnx2tf'],
    ['model.tflite', strToU8('\u001c\0\0\0TFL3'), 'TensorFlow Lite', 'Keras'],
    ['model.pt', zipSync({ 'model/data.pkl': strToU8('x') }), 'PyTorch', 'onnx2tf'],
    ['cut.keras', keras.subarray(0, 4000), 'cut.keras', 'zip'],
    ['cut.h5', h5.subarray(0, 3000), 'cut.h5', 'damaged'],
    ['text.h5', strToU8('hello'), 'text.h5', 'not what its name says'],
    ['empty.zip', zipSync({}), 'empty.zip', 'no model'],
    [
      'weights.zip',
      zipSync({ 'group1-shard1of1.bin': new Uint8Array(8) }),
      'weights.zip',
      'weights but no model',
    ],
    ['lonely.zip', zipSync({ 'model.json': lenet('model.json') }), 'weights.bin', 'not among the files'],
    ['two.zip', zipSync({ 'a.h5': h5, 'b.keras': keras }), '2 models', 'a.h5, b.keras'],
    ['climbs.zip', zipSync({ '../model.json': lenet('model.json') }), '../model.json', 'leaves the archive'],
  ])('%s is refused and says why', async (name, bytes, ...words) => {
    const { status, stderr } = await call(['inspect', await written(name, bytes)]);
    expect(status).toBe(2);
    for (const word of words) expect(stderr).toContain(word);
  });
});
