import { readFileSync } from 'node:fs';
import { memory, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { galleryItem } from '../io/modelCard.ts';
import type { Device } from '../runtime/device.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { layersProgram } from '../runtime/layersProgram.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import type { Program } from '../runtime/program.ts';
import { TESTED_BACKENDS, useBackend } from '../testing/backends.ts';
import { layersTestModels } from '../testing/models.ts';
import { randomFaults, targets } from '../testing/randomFaults.ts';
import { brokenIdentities, brokenResumes, sameWords } from '../testing/resumeChecks.ts';
import type { SampleInput } from '../testing/testModel.ts';
import { openModel } from './openModel.ts';
import { prepareFaults } from './prepareFaults.ts';

interface Subject {
  readonly name: string;
  open(device: Device): Promise<{ program: Program; inputs: readonly SampleInput[] }>;
  readonly faults: number;
}

const lenet: Subject = {
  name: 'lenet5',
  async open() {
    const opened = await openModel(async (path) => new Uint8Array(readFileSync(`public/models/lenet5/${path}`)));
    const values = galleryItem(opened.gallery as NonNullable<typeof opened.gallery>, 7);
    return { program: await loadProgram(opened.files), inputs: [{ shape: [1, 28, 28, 1], values }] };
  },
  faults: 200,
};

const subjects: Subject[] = [
  lenet,
  ...layersTestModels.map((model): Subject => ({
    name: model.name,
    open: async () => ({ program: await layersProgram(await model.build()), inputs: model.sampleInputs(5, 2) }),
    faults: 50,
  })),
];

for (const backend of TESTED_BACKENDS) {
  describe.each(subjects)(`$name on ${backend}`, (subject) => {
    test('a fault of zero bits is the identity at every tensor', async () => {
      const device = await useBackend(backend);
      const { program, inputs } = await subject.open(device);
      expect(targets(program.graph).length).toBeGreaterThan(program.graph.nodes.length);
      expect(await brokenIdentities(program, device, inputs)).toEqual([]);
      program.dispose();
    });

    test('resume equals a full run, one fault at a time and three at once', async () => {
      const device = await useBackend(backend);
      const { program, inputs } = await subject.open(device);
      const single = randomFaults(program.graph, subject.faults, `${subject.name} single`).map((fault) => [fault]);
      const many = Array.from({ length: 10 }, (_, i) => randomFaults(program.graph, 3, `${subject.name} many ${i}`));
      expect(await brokenResumes(program, device, inputs, [...single, ...many])).toEqual([]);
      program.dispose();
    });
  });
}

test('a budget of nothing changes no word and leaves nothing behind', async () => {
  const device = await useBackend('wasm');
  const { program, inputs } = await (subjects.find(({ name }) => name === 'fire-module') as Subject).open(device);
  const scenes = randomFaults(program.graph, 12, 'budget').map((fault) => [fault]);
  const before = memory().numTensors;
  expect(await brokenResumes(program, device, inputs, scenes, 0)).toEqual([]);
  const tight = new Laboratory(program, device, 0);
  const wide = new Laboratory(program, device);
  for (const lab of [tight, wide]) lab.setInputs(inputs);
  const { corruption } = prepareFaults(scenes[0] as string[], program.graph, 2);
  expect((await tight.play(corruption, true)).observations).toEqual((await wide.play(corruption, true)).observations);
  for (const lab of [tight, wide]) lab.setInputs(inputs);
  expect(memory().numTensors).toBe(before);
});

test('1,000 injections leave not one tensor or byte more', async () => {
  const device = await useBackend('wasm');
  const { program, inputs } = await lenet.open(device);
  const lab = new Laboratory(program, device);
  lab.setInputs(inputs);
  const faults = randomFaults(program.graph, 1000, 'memory');
  await lab.play(prepareFaults([faults[0] as string], program.graph).corruption, true);
  const { numTensors, numBytes } = memory();
  for (const fault of faults) await lab.play(prepareFaults([fault], program.graph).corruption, true);
  expect(memory()).toMatchObject({ numTensors, numBytes });
  lab.dispose();
});

test('a finite weight fault gives what predict gives with that weight', async () => {
  const device = await useBackend('wasm');
  for (const model of layersTestModels) {
    const program = await layersProgram(await model.build());
    const inputs = model.sampleInputs(6);
    const lab = new Laboratory(program, device);
    lab.setInputs(inputs);
    const weights = targets(program.graph).filter(({ id }) => id in program.graph.parameters);
    for (const { id, count } of weights) {
      const site = count >> 1;
      const { corruption } = prepareFaults([`${id}[#${site}]:flip(24)`], program.graph);
      const { outputs } = await lab.play(corruption, false);
      const expected = await predictedWith(model, id, site, inputs);
      outputs.forEach(({ faulty, golden }, i) => {
        expect(sameWords(new Uint32Array(faulty.buffer), expected[i] as Uint32Array), `${model.name} ${id}`).toBe(true);
        expect(golden.length).toBe(expected[i]?.length);
      });
    }
    lab.dispose();
  }
});

/** The oracle: a fresh model whose variable holds the corrupted words, run by tf.js's own `predict`. */
async function predictedWith(model: (typeof layersTestModels)[number], id: string, site: number, inputs: readonly SampleInput[]): Promise<Uint32Array[]> {
  const built = await model.build();
  const { graphFromLayers } = await import('../graph/layersGraph.ts');
  const place = graphFromLayers(built).variables.get(id);
  const variable = place?.layer.weights[place.index]?.read() as Tensor & { assign(x: Tensor): void };
  const words = new Uint32Array(((await variable.data()) as Float32Array).slice().buffer);
  words[site] = (words[site] as number) ^ (1 << 24);
  variable.assign(tensor(new Float32Array(words.buffer), variable.shape));
  const outputs = [built.predict(inputs.map(({ values, shape }) => tensor(values, [...shape])))].flat() as Tensor[];
  return Promise.all(outputs.map(async (x) => new Uint32Array(((await x.data()) as Float32Array).slice().buffer)));
}
