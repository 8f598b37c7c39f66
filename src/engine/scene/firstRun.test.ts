import { expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import { firstRun } from './firstRun.ts';

it('says in words what TensorFlow.js notices late, and lets refusals pass', async () => {
  const refusal = new LabError('unsupported', 'no');
  await expect(firstRun(async () => 3)).resolves.toBe(3);
  await expect(firstRun(() => Promise.reject(refusal))).rejects.toBe(refusal);
  await expect(firstRun(() => Promise.reject(new Error('Operands 4 and 6')))).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringMatching(/does not run: Operands 4 and 6\./) as string,
  });
  await expect(firstRun(() => Promise.reject(new TypeError("reading '1'")))).rejects.toMatchObject({
    message: expect.not.stringMatching(/reading/) as string,
  });
});
