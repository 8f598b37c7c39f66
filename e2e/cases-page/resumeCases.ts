/** The promises of a resume on WebGPU, on small models of several structures: identity of zero bits, resume = full run. */

import type { Device } from '#engine/runtime/device.ts';
import { Laboratory } from '#engine/runtime/laboratory.ts';
import { layersProgram } from '#engine/runtime/layersProgram.ts';
import type { Played } from '#engine/runtime/played.ts';
import type { Program } from '#engine/runtime/program.ts';
import type { TestCase } from '#engine/runtime/webgpu/testing/testCase.ts';
import { prepareFaults } from '#engine/scene/prepareFaults.ts';
import { layersTestModels, type SampleInput } from '#engine/testing/models.ts';
import { randomFaults, targets } from '#engine/testing/randomFaults.ts';
import { brokenIdentities, brokenResumes } from '#engine/testing/resumeChecks.ts';
import { randomStoredFaults, STORAGE_PLANS, settled } from '#engine/testing/storedSubjects.ts';

/** Compiling shaders in software takes seconds a model; the other structures are checked on wasm and cpu. */
const MODELS = ['fire-module', 'depthwise-separable', 'shared-layer'];

/** Scenes of a laboratory that may keep nothing are those of one that keeps all. */
async function brokenBudget(
  program: Program,
  device: Device,
  inputs: readonly SampleInput[],
): Promise<string | null> {
  const [fault = ''] = randomFaults(program.graph, 1, 'budget');
  const { corruption } = prepareFaults([fault], program.graph);
  const played: Played[] = [];
  for (const budgetBytes of [0, 1e9]) {
    const lab = new Laboratory(program, device, budgetBytes);
    lab.setInputs(inputs);
    played.push(await lab.play(corruption, true));
    lab.setInputs(inputs);
  }
  const [tight, wide] = played.map(({ observations, thumbnails }) =>
    JSON.stringify([observations, thumbnails]),
  );
  return tight === wide ? null : `${fault} is seen otherwise without a cache`;
}

export function resumeCases(device: Device): TestCase[] {
  return layersTestModels
    .filter(({ name }) => MODELS.includes(name))
    .map(({ name, build, sampleInputs }) => ({
      name: `${name}: zero bits change nothing, a resume equals a full run`,
      async run() {
        const program = await layersProgram(await build());
        const inputs = sampleInputs(5);
        if (targets(program.graph).length < program.graph.nodes.length)
          throw new Error('too few tensors to hit');
        const identities = await brokenIdentities(program, device, inputs);
        if (identities.length > 0) throw new Error(`zero bits changed something: ${identities.join(', ')}`);
        const scenes = randomFaults(program.graph, 8, `${name} webgpu`).map((fault) => [fault]);
        const resumes = await brokenResumes(program, device, inputs, scenes);
        if (resumes.length > 0) throw new Error(`resume differs from a full run: ${resumes.join(', ')}`);
        const storage = await settled(STORAGE_PLANS[0] ?? [], program, device, inputs);
        const faults = randomStoredFaults(program, storage, 4, `${name} webgpu`).map((fault) => [fault]);
        const stored = await brokenResumes(program, device, inputs, faults, 1e9, storage);
        if (stored.length > 0)
          throw new Error(`stored, resume differs from a full run: ${stored.join(', ')}`);
        const budget = await brokenBudget(program, device, inputs);
        if (budget !== null) throw new Error(budget);
        program.dispose();
      },
    }));
}
