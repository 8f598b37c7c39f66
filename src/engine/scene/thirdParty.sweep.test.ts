/**
 * Published models, opened as a person would: they import and run, a zero-bit fault is the identity at every tensor,
 * and random faults give what a full run from the inputs gives. Skipped where they are not installed: see
 * tools/third-party/README.md.
 */
import { memory, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type Corruption, NO_CORRUPTION } from '../runtime/corruption.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { Run } from '../runtime/run.ts';
import { useBackend } from '../testing/backends.ts';
import { randomFaults, targets } from '../testing/randomFaults.ts';
import { sameWords } from '../testing/resumeChecks.ts';
import { seededFloats } from '../testing/seededFloats.ts';
import { type ThirdPartyModel, thirdPartyModels } from '../testing/thirdParty.ts';
import { zeroInputs } from './modelInputs.ts';
import { openFiles } from './openModel.ts';
import { prepareFaults } from './prepareFaults.ts';

const FAULTS = 50;
const BUDGET = { budgetBytes: 512 * 2 ** 20 };

const models = thirdPartyModels();

describe.skipIf(models.length === 0)('published models (npm install --prefix tools/third-party)', () => {
  it.each(models)('$name', async ({ name, files }: ThirdPartyModel) => {
    const started = performance.now();
    const device = await useBackend('wasm');
    const opened = await openFiles(files(), name);
    const before = memory().numTensors;
    const program = await loadProgram(opened.files);
    const { graph } = program;
    const lab = new Laboratory(program, device);
    const draw = seededFloats(name);
    const inputs = zeroInputs(graph).map(({ shape, values }) => ({
      shape,
      values: values.map(() => draw.uniform(0, 1)),
    }));
    lab.setInputs(inputs);

    const all = targets(graph);
    const nothing = all.map(({ id, count }) => `${id}[#${count >> 1}]:flip()`);
    const { corruption } = prepareFaults(nothing, graph);
    const played = await lab.play(corruption, true);
    expect(played.observations.filter(({ changed }) => changed > 0)).toEqual([]);
    expect(played.outputs.map(({ faulty }) => faulty)).toEqual(played.outputs.map(({ golden }) => golden));
    lab.rest();

    const feeds = inputs.map(({ values, shape }) => tensor(values.slice(), [...shape], 'float32'));
    const golden = await Run.full(program, device, feeds, BUDGET, NO_CORRUPTION);
    const words = (run: Run): Promise<Uint32Array[]> =>
      run.with(graph.outputs, (outputs) =>
        Promise.all(outputs.filter(({ dtype }) => dtype === 'float32').map((x: Tensor) => device.words(x))),
      );
    const faults = randomFaults(graph, FAULTS, name);
    const broken: string[] = [];
    for (const fault of faults) {
      const scene: Corruption = prepareFaults([fault], graph).corruption;
      const resumed = await golden.faulty(scene, BUDGET);
      const full = await Run.full(program, device, feeds, BUDGET, scene);
      const [a, b] = [await words(resumed), await words(full)];
      if (!a.every((output, k) => sameWords(output, b[k] as Uint32Array))) broken.push(fault);
      resumed.dispose();
      full.dispose();
    }
    expect(broken).toEqual([]);
    golden.dispose();
    for (const feed of feeds) feed.dispose();
    lab.dispose();
    expect(memory().numTensors).toBe(before);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.info(
      `| ${name} | ${graph.format} | ${graph.nodes.length} | ${all.length} | ${faults.length} | ${seconds} s |`,
    );
  });
});
