/**
 * Holds the committed LeNet-5 to its card: the files alone, loaded by TensorFlow.js on wasm, give the accuracy on
 * the card, PyTorch's class for every held-out digit, and PyTorch's logits and probabilities within the tolerance.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Images {
  readonly count: number;
  readonly shape: readonly [number, number, number];
  readonly file: string;
  readonly sha256: string;
  readonly labels: readonly number[];
}
interface Card {
  readonly parameters: number;
  readonly labels: readonly string[];
  readonly inputShape: readonly number[];
  readonly accuracy: { readonly heldOut: { readonly correct: number; readonly total: number } };
}
interface Reference {
  readonly tolerance: { readonly absolute: number };
  readonly pairs: readonly {
    readonly item: number;
    readonly logits: readonly number[];
    readonly probabilities: readonly number[];
  }[];
}

const folder = new URL('../../public/models/lenet5/', import.meta.url);
const bytesOf = (file: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(file, folder)));
const parsed = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

const card = parsed('card.json') as Card;
const gallery = parsed('gallery.json') as Images & { readonly heldOutIndex: readonly number[] };
const heldOut = parsed('heldout.json') as Images & { readonly predicted: readonly number[] };
const reference = parsed('reference.json') as Reference;
const pixels = 28 * 28;

let model: layers.LayersModel;
let hiddenAndProbabilities: layers.LayersModel;

beforeAll(async () => {
  setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  expect(await tf.setBackend('wasm')).toBe(true);
  const { modelTopology, weightsManifest } = parsed('model.json') as tf.io.ModelJSON;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weightData = bytesOf('weights.bin').buffer;
  model = await layers.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const outputs = ['dense_1', 'dense_2'].map((name) => model.getLayer(name).output as layers.SymbolicTensor);
  hiddenAndProbabilities = layers.model({ inputs: model.inputs, outputs });
});

afterAll(() => model.dispose());

/** Images of a bundled set as [n, 28, 28, 1] in 0..1. */
function inputOf(images: Images, items: readonly number[]): tf.Tensor4D {
  const raw = bytesOf(images.file);
  const grey = items.flatMap((item) => [...raw.subarray(item * pixels, (item + 1) * pixels)]);
  return tf.tensor4d(
    Float32Array.from(grey, (v) => v / 255),
    [items.length, 28, 28, 1],
  );
}

/** Logits and probabilities [n][10]; the logits are dense_2 without its softmax. */
async function outputsOf(
  images: Images,
  items: readonly number[],
): Promise<{ logits: number[][]; probabilities: number[][] }> {
  const [logits, probabilities] = tf.tidy(() => {
    const [hidden, softmax] = hiddenAndProbabilities.predict(inputOf(images, items)) as tf.Tensor2D[];
    const [kernel, bias] = model.getLayer('dense_2').getWeights();
    if (!hidden || !softmax || !kernel || !bias) throw new Error('dense_2 has no kernel, bias or output');
    return [tf.add(tf.matMul(hidden, kernel as tf.Tensor2D), bias) as tf.Tensor2D, softmax] as const;
  });
  const read = { logits: await logits.array(), probabilities: await probabilities.array() };
  tf.dispose([logits, probabilities]);
  return read;
}

function largestDifference(got: readonly number[], wanted: readonly number[]): number {
  expect(got).toHaveLength(wanted.length);
  return Math.max(...wanted.map((value, k) => Math.abs((got[k] ?? Number.NaN) - value)));
}

describe('model', () => {
  it('has the layers by name, 61,706 parameters and the kernel layout of Keras', () => {
    expect(model.layers.map((layer) => layer.name)).toEqual([
      'input',
      'conv2d',
      'max_pooling2d',
      'conv2d_1',
      'max_pooling2d_1',
      'flatten',
      'dense',
      'dense_1',
      'dense_2',
    ]);
    expect(model.countParams()).toBe(61_706);
    expect(card.parameters).toBe(61_706);
    expect(bytesOf('weights.bin')).toHaveLength(61_706 * 4);
    expect(model.getLayer('conv2d_1').getWeights()[0]?.shape).toEqual([5, 5, 6, 16]);
    expect(model.inputs[0]?.shape).toEqual([null, ...card.inputShape]);
    expect(card.labels).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it("gives PyTorch's class for every held-out digit, and the accuracy on the card", async () => {
    const { probabilities } = await outputsOf(
      heldOut,
      heldOut.labels.map((_, k) => k),
    );
    const predicted = probabilities.map((row) => row.indexOf(Math.max(...row)));
    expect(predicted).toEqual(heldOut.predicted);
    const correct = predicted.filter((label, k) => label === heldOut.labels[k]).length;
    expect({ correct, total: predicted.length }).toEqual(card.accuracy.heldOut);
    expect(correct / predicted.length).toBeGreaterThanOrEqual(0.98);
  });

  it('gives the reference logits and probabilities', async () => {
    expect(reference.pairs.length).toBeGreaterThanOrEqual(16);
    expect(reference.tolerance.absolute).toBeLessThanOrEqual(1e-4);
    const { logits, probabilities } = await outputsOf(
      gallery,
      reference.pairs.map((pair) => pair.item),
    );
    for (const [k, pair] of reference.pairs.entries()) {
      const label = `gallery item ${pair.item}`;
      expect(largestDifference(logits[k] ?? [], pair.logits), label).toBeLessThanOrEqual(
        reference.tolerance.absolute,
      );
      const difference = largestDifference(probabilities[k] ?? [], pair.probabilities);
      expect(difference, label).toBeLessThanOrEqual(reference.tolerance.absolute);
    }
  });
});

describe.each([
  ['gallery', gallery],
  ['held-out set', heldOut],
])('%s', (_, images) => {
  it('is as long as it says and has the bytes it says', () => {
    const raw = bytesOf(images.file);
    expect(raw).toHaveLength(images.count * pixels);
    expect(images.labels).toHaveLength(images.count);
    expect(createHash('sha256').update(raw).digest('hex')).toBe(images.sha256);
  });
});

describe('gallery', () => {
  it('shows 0 to 9 first, clearly, and twenty of each digit in all', async () => {
    const firstTen = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(gallery.labels.slice(0, 10)).toEqual(firstTen);
    for (const digit of firstTen) expect(gallery.labels.filter((label) => label === digit)).toHaveLength(20);
    const { probabilities } = await outputsOf(gallery, firstTen);
    for (const digit of firstTen) {
      expect(probabilities[digit]?.[digit], `digit ${digit}`).toBeGreaterThan(0.999);
    }
  });

  it('is part of the held-out set, no digit twice', () => {
    expect(new Set(gallery.heldOutIndex).size).toBe(gallery.count);
    const shown = bytesOf(gallery.file);
    const all = bytesOf(heldOut.file);
    for (const [item, index] of gallery.heldOutIndex.entries()) {
      const image = shown.subarray(item * pixels, (item + 1) * pixels);
      expect(image, `gallery item ${item}`).toEqual(all.subarray(index * pixels, (index + 1) * pixels));
      expect(gallery.labels[item]).toBe(heldOut.labels[index]);
    }
  });
});
