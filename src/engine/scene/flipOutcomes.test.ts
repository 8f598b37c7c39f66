import { readFileSync } from 'node:fs';
import { io, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { galleryItem } from '../io/modelCard.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { useBackend } from '../testing/backends.ts';
import { type FlipOutcome, type FlipQuestion, flipOutcomes } from './flipOutcomes.ts';
import { openModel } from './openModel.ts';
import { prepareFaults } from './prepareFaults.ts';

const FOLDER = 'public/models/lenet5';
const DIGIT = 7;
const LABELS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const ALL_BITS = Array.from({ length: 32 }, (_, bitIndex) => bitIndex);

let lab: Laboratory;
let picture: Float32Array;

beforeAll(async () => {
  const device = await useBackend('wasm');
  const opened = await openModel(async (path) => new Uint8Array(readFileSync(`${FOLDER}/${path}`)));
  lab = new Laboratory(await loadProgram(opened.files), device);
  picture = galleryItem(opened.gallery as NonNullable<typeof opened.gallery>, DIGIT);
  lab.setInputs([{ shape: [1, 28, 28, 1], values: picture }]);
});

const ask = (question: FlipQuestion, ...faults: string[]): Promise<readonly FlipOutcome[]> =>
  flipOutcomes(
    lab,
    question,
    (fault) => prepareFaults([...faults, fault], lab.program.graph).corruption,
    LABELS,
  );

interface Flip {
  readonly weight: string;
  readonly index: number;
  readonly bitIndex: number;
}

/** Scores of the model as TensorFlow.js itself loads and runs it, with one bit of the weight file flipped. */
async function scoresFromFile(flip: Flip | null): Promise<Float32Array> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(`${FOLDER}/model.json`, 'utf8'));
  const [{ paths, weights }] = weightsManifest;
  const bytes = Uint8Array.from(readFileSync(`${FOLDER}/${paths[0]}`));
  if (flip !== null) {
    let at = 4 * flip.index + (flip.bitIndex >> 3);
    for (const { name, shape } of weights) {
      if (name === flip.weight) break;
      at += 4 * shape.reduce((product: number, n: number) => product * n, 1);
    }
    bytes[at] = (bytes[at] as number) ^ (1 << (flip.bitIndex & 7));
  }
  const artifacts = { modelTopology, weightSpecs: weights, weightData: bytes.buffer };
  const model = await loadLayersModel(io.fromMemory(artifacts));
  const x = tensor4d(picture, [1, 28, 28, 1]);
  const y = model.predict(x) as Tensor;
  const scores = Float32Array.from(await y.data());
  x.dispose();
  y.dispose();
  model.dispose();
  return scores;
}

const best = (scores: Float32Array): number => scores.indexOf(Math.max(...scores));

describe('the flips of one weight', () => {
  test.each([
    ['dense_2/bias', 3],
    ['conv2d_1/kernel', 3 * 480 + 1 * 96 + 2 * 16 + 2],
  ])('%s[#%i] do what flipping its bits in the weight file does', async (tensor, index) => {
    const outcomes = await ask({ tensor, index, bits: ALL_BITS });
    expect(outcomes.map(({ bitIndex }) => bitIndex)).toEqual(ALL_BITS);
    const golden = await scoresFromFile(null);
    expect(best(golden)).toBe(DIGIT);
    let wrong = 0;
    for (const { bitIndex, verdict, top, scoreChange } of outcomes) {
      const scores = await scoresFromFile({ weight: tensor, index, bitIndex });
      if (!scores.every(Number.isFinite)) {
        expect(verdict, `bit ${bitIndex}`).toBe('DUE');
        continue;
      }
      if (best(scores) !== DIGIT) wrong++;
      expect(verdict === 'SDC', `bit ${bitIndex}`).toBe(best(scores) !== DIGIT);
      expect(verdict === 'masked', `bit ${bitIndex}`).toBe(
        Buffer.from(scores.buffer).equals(Buffer.from(golden.buffer)),
      );
      expect(top?.index, `bit ${bitIndex}`).toBe(best(scores));
      expect(scoreChange).toBeCloseTo((scores[DIGIT] as number) - (golden[DIGIT] as number), 5);
    }
    expect(wrong).toBeGreaterThan(0);
  });
});

test("the scene's own faults act under every flip", async () => {
  const question = { tensor: 'conv2d/bias', index: 0, bits: [0, 1] };
  const alone = await ask(question);
  const under = await ask(question, 'dense_2/bias[3]:set(1e9)');
  expect(alone.map(({ top }) => top?.index)).toEqual([DIGIT, DIGIT]);
  expect(under.map(({ verdict, top }) => [verdict, top?.label])).toEqual([
    ['SDC', '3'],
    ['SDC', '3'],
  ]);
});

test('an element or a bit that is not there is refused', async () => {
  await expect(ask({ tensor: 'conv2d/bias', index: 6, bits: [0] })).rejects.toMatchObject({
    code: 'unknown-site',
  });
  await expect(ask({ tensor: 'conv2d/bias', index: 0, bits: [32] })).rejects.toMatchObject({
    code: 'bad-fault',
  });
});

test('a cancelled question stops between two bits', async () => {
  let left = 3;
  const stop = () => {
    if (--left < 0) throw new Error('stopped');
  };
  const { graph } = lab.program;
  const corruptionWith = (fault: string) => prepareFaults([fault], graph).corruption;
  const question = { tensor: 'dense_2/bias', index: 0, bits: ALL_BITS };
  await expect(flipOutcomes(lab, question, corruptionWith, LABELS, stop)).rejects.toThrow('stopped');
});
