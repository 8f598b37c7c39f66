/** The promises of a resume, under storage plans of every family. */
import { expect, test } from 'vitest';
import { TESTED_BACKENDS, useBackend } from '../testing/backends.ts';
import { brokenIdentities, brokenResumes } from '../testing/resumeChecks.ts';
import { randomStoredFaults, STORAGE_PLANS, settled } from '../testing/storedSubjects.ts';
import { lenet, testModelSubjects } from '../testing/subjects.ts';

const SUBJECTS = [
  lenet,
  ...testModelSubjects.filter(({ name }) => /fire-module|depthwise|residual|shared/.test(name)),
];

/** Each model under one plan on each back end; the sweep takes them all. */
const CASES = TESTED_BACKENDS.flatMap((backend, shift) =>
  SUBJECTS.map((subject, i) => ({
    name: `${subject.name} on ${backend}`,
    subject,
    backend,
    plan: STORAGE_PLANS[(i + shift) % STORAGE_PLANS.length] as readonly string[],
  })),
);

test.each(CASES)(
  '$name stored as $plan',
  async ({ subject, backend, plan }) => {
    const device = await useBackend(backend);
    const { program, inputs } = await subject.open();
    const storage = await settled(plan, program, device, inputs);
    expect(storage.size).toBeGreaterThan(2);
    expect(await brokenIdentities(program, device, inputs, storage)).toEqual([]);
    const single = randomStoredFaults(program, storage, 12, `${subject.name} single`).map((fault) => [fault]);
    const many = Array.from({ length: 4 }, (_, i) =>
      randomStoredFaults(program, storage, 4, `${subject.name} ${i}`),
    );
    expect(await brokenResumes(program, device, inputs, [...single, ...many], 1e9, storage)).toEqual([]);
    program.dispose();
    // Many runs: minutes where the processor is shared.
  },
  240_000,
);
