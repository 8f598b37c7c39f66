/** The wide form of graphZoo.test.ts: every site of every model with a loop, a branch or a data-dependent shape. */
import { describe, expect, it } from 'vitest';
import { graphZooNames, openGraphZoo } from '../testing/graphZoo.ts';
import { randomFaults } from '../testing/randomFaults.ts';
import { brokenIdentities, brokenResumes } from '../testing/resumeChecks.ts';

describe.each(['wasm', 'cpu'] as const)('graph models on %s', (backend) => {
  it.each(graphZooNames)('%s: identity at every site, 50 random faults equal full runs', async (name) => {
    const { lab } = await openGraphZoo(name, backend);
    const { program, device, inputs } = lab;
    expect(await brokenIdentities(program, device, inputs)).toEqual([]);
    const scenes = randomFaults(program.graph, 50, name).map((fault) => [fault]);
    expect(await brokenResumes(program, device, inputs, scenes)).toEqual([]);
    lab.dispose();
  });
});
