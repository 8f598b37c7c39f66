/** The promises of a resume on WebGPU, on small models of several structures: identity of zero bits, resume = full run. */

import type { Device } from '#engine/runtime/device.ts';
import { layersProgram } from '#engine/runtime/layersProgram.ts';
import type { TestCase } from '#engine/runtime/webgpu/testing/testCase.ts';
import { layersTestModels } from '#engine/testing/models.ts';
import { randomFaults, targets } from '#engine/testing/randomFaults.ts';
import { brokenIdentities, brokenResumes } from '#engine/testing/resumeChecks.ts';

/** Compiling shaders in software takes seconds a model; the other structures are checked on wasm and cpu. */
const MODELS = ['fire-module', 'depthwise-separable', 'shared-layer'];

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
        program.dispose();
      },
    }));
}
