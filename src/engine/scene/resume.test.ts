import { memory, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { graphFromLayers } from '../graph/layersGraph.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { layersProgram } from '../runtime/layersProgram.ts';
import { TESTED_BACKENDS, useBackend } from '../testing/backends.ts';
import { layersTestModels } from '../testing/models.ts';
import { randomFaults, targets } from '../testing/randomFaults.ts';
import { brokenIdentities, brokenResumes, sameWords } from '../testing/resumeChecks.ts';
import { lenet, type Subject, testModelSubjects } from '../testing/subjects.ts';
import type { SampleInput } from '../testing/testModel.ts';
import { prepareFaults } from './prepareFaults.ts';

const FAULTS = (name: string): number => (name === 'lenet5' ? 200 : 50);

for (const backend of TESTED_BACKENDS) {
  describe.each([lenet, ...testModelSubjects])(`$name on ${backend}`, (subject) => {
    test('a fault of zero bits is the identity at every tensor', async () => {
      const device = await useBackend(backend);
      const { program, inputs } = await subject.open();
      expect(targets(program.graph).length).toBeGreaterThan(program.graph.nodes.length);
      expect(await brokenIdentities(program, device, inputs)).toEqual([]);
      program.dispose();
    });

    test('resume equals a full run, one fault at a time and three at once', async () => {
      const device = await useBackend(backend);
      const { program, inputs } = await subject.open();
      const single = randomFaults(program.graph, FAULTS(subject.name), `${subject.name} single`).map(
        (fault) => [fault],
      );
      const many = Array.from({ length: 10 }, (_, i) =>
        randomFaults(program.graph, 3, `${subject.name} many ${i}`),
      );
      expect(await brokenResumes(program, device, inputs, [...single, ...many])).toEqual([]);
      program.dispose();
    });
  });
}

test('a budget of nothing changes no word and leaves nothing behind', async () => {
  const device = await useBackend('wasm');
  const { program, inputs } = await (
    testModelSubjects.find(({ name }) => name === 'layers: fire-module') as Subject
  ).open();
  const scenes = randomFaults(program.graph, 12, 'budget').map((fault) => [fault]);
  const before = memory().numTensors;
  expect(await brokenResumes(program, device, inputs, scenes, 0)).toEqual([]);
  const tight = new Laboratory(program, device, 0);
  const wide = new Laboratory(program, device);
  for (const lab of [tight, wide]) lab.setInputs(inputs);
  const { corruption } = prepareFaults(scenes[0] as string[], program.graph, 2);
  expect((await tight.play(corruption, true)).observations).toEqual(
    (await wide.play(corruption, true)).observations,
  );
  for (const lab of [tight, wide]) lab.setInputs(inputs);
  expect(memory().numTensors).toBe(before);
});

test('1,000 injections leave not one tensor or byte more', async () => {
  const device = await useBackend('wasm');
  const { program, inputs } = await lenet.open();
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
        expect(
          sameWords(new Uint32Array(faulty.buffer), expected[i] as Uint32Array),
          `${model.name} ${id}`,
        ).toBe(true);
        expect(golden.length).toBe(expected[i]?.length);
      });
    }
    lab.dispose();
  }
});

/** The oracle: a fresh model whose variable holds the corrupted words, run by tf.js's own `predict`. */
async function predictedWith(
  model: (typeof layersTestModels)[number],
  id: string,
  site: number,
  inputs: readonly SampleInput[],
): Promise<Uint32Array[]> {
  const built = await model.build();
  const place = graphFromLayers(built).variables.get(id);
  const variable = place?.layer.weights[place.index]?.read() as Tensor & { assign(x: Tensor): void };
  const words = new Uint32Array(((await variable.data()) as Float32Array).slice().buffer);
  words[site] = (words[site] as number) ^ (1 << 24);
  variable.assign(tensor(new Float32Array(words.buffer), variable.shape));
  const outputs = [
    built.predict(inputs.map(({ values, shape }) => tensor(values, [...shape]))),
  ].flat() as Tensor[];
  return Promise.all(
    outputs.map(async (x) => new Uint32Array(((await x.data()) as Float32Array).slice().buffer)),
  );
}

describe.each(['layers: fire-module', 'graph: fire-module'])('%s', (name) => {
  test.each(TESTED_BACKENDS)('every place of a fire module equals brute force on %s', async (backend) => {
    const device = await useBackend(backend);
    const { program, inputs } = await (
      testModelSubjects.find((subject) => subject.name === name) as Subject
    ).open();
    const places = targets(program.graph).filter(
      ({ id }) => /squeeze|expand|concat/.test(id) && !id.includes('/input'),
    );
    for (const part of ['squeeze', 'expand1x1', 'expand3x3', 'concat'])
      expect(
        places.some(({ id }) => id.includes(part)),
        part,
      ).toBe(true);
    const scenes = places
      .flatMap(({ id, count }) => [`${id}[#${count - 1}]:flip(30)`, `${id}[#0]:flip(31)`])
      .map((fault) => [fault]);
    expect(await brokenResumes(program, device, inputs, scenes)).toEqual([]);
    program.dispose();
  });
});
