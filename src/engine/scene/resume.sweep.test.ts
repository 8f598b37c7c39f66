/** The wide form of resume.test.ts: ten times the faults, tight budgets, many faults at once, every storage plan. Run by `npm run test:full`. */
import { describe, expect, test } from 'vitest';
import { TESTED_BACKENDS, useBackend } from '../testing/backends.ts';
import { randomFaults } from '../testing/randomFaults.ts';
import { brokenResumes } from '../testing/resumeChecks.ts';
import { randomStoredFaults, STORAGE_PLANS, settled } from '../testing/storedSubjects.ts';
import { lenet, testModelSubjects } from '../testing/subjects.ts';

for (const backend of TESTED_BACKENDS) {
  describe.each([lenet, ...testModelSubjects])(`$name on ${backend}`, ({ name, open }) => {
    test('500 single faults', async () => {
      const device = await useBackend(backend);
      const { program, inputs } = await open();
      const scenes = randomFaults(program.graph, 500, `${name} sweep`).map((fault) => [fault]);
      expect(await brokenResumes(program, device, inputs, scenes)).toEqual([]);
      program.dispose();
    });

    test.each([0, 2000, 20_000])('60 scenes of eight faults within %d bytes', async (budgetBytes) => {
      const device = await useBackend(backend);
      const { program, inputs } = await open();
      const scenes = Array.from({ length: 60 }, (_, i) =>
        randomFaults(program.graph, 8, `${name} ${budgetBytes} ${i}`),
      );
      expect(await brokenResumes(program, device, inputs, scenes, budgetBytes)).toEqual([]);
      program.dispose();
    });

    test.each(STORAGE_PLANS)('60 faults on tensors stored as %s, %s', async (...plan) => {
      const device = await useBackend(backend);
      const { program, inputs } = await open();
      const storage = await settled(plan, program, device, inputs);
      const scenes = randomStoredFaults(program, storage, 60, `${name} stored`).map((fault) => [fault]);
      expect(await brokenResumes(program, device, inputs, scenes, 1e9, storage)).toEqual([]);
      program.dispose();
    });
  });
}
