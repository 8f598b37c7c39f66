/** What is read once of values that no fault reaches is what a laboratory that knows nothing yet reads of them. */
import { expect, test } from 'vitest';
import { prepareFaults } from '../scene/prepareFaults.ts';
import { TESTED_BACKENDS, useBackend } from '../testing/backends.ts';
import { randomFaults } from '../testing/randomFaults.ts';
import { lenet, testModelSubjects } from '../testing/subjects.ts';
import { Laboratory } from './laboratory.ts';

const SUBJECTS = [lenet, ...testModelSubjects.slice(0, 2)];

for (const backend of TESTED_BACKENDS) {
  test.each(SUBJECTS)(`$name on ${backend}: scene after scene as each alone`, async ({ name, open }) => {
    const device = await useBackend(backend);
    const { program, inputs } = await open();
    const lab = new Laboratory(program, device);
    lab.setInputs(inputs);
    const scenes = randomFaults(program.graph, 8, `${name} golden`).map((fault) => [fault]);
    for (const [k, faults] of [[], ...scenes, []].entries()) {
      const { corruption } = prepareFaults(faults, program.graph, inputs[0]?.shape[0]);
      // Some scenes are played without pictures: then only observations are known.
      const played = await lab.play(corruption, k % 3 !== 1);
      const alone = new Laboratory(program, device);
      alone.setInputs(inputs);
      expect(played).toEqual(await alone.play(corruption, k % 3 !== 1));
      alone.rest();
    }
    lab.dispose();
  });
}
