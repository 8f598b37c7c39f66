import { expect, test } from 'vitest';
import { Jobs } from './jobs.ts';

const waitMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('jobs run one at a time, in order', async () => {
  const jobs = new Jobs();
  const log: string[] = [];
  const job = (name: string) => async () => {
    log.push(`${name} starts`);
    await waitMs(5);
    log.push(`${name} ends`);
  };
  await Promise.all([jobs.run(1, job('a')), jobs.run(2, job('b'))]);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
});

test('a cancelled job ends at its next checkpoint, and the next one runs', async () => {
  const jobs = new Jobs();
  let rounds = 0;
  const endless = jobs.run(7, async (checkpoint) => {
    for (;;) {
      rounds++;
      const until = performance.now() + 10;
      while (performance.now() < until);
      await checkpoint();
    }
  });
  const after = jobs.run(8, async () => 'ran');
  setTimeout(() => jobs.cancel(7), 1);
  await expect(endless).rejects.toMatchObject({ code: 'cancelled' });
  expect(rounds).toBeGreaterThan(0);
  await expect(after).resolves.toBe('ran');
});

test('a job that waits can be cancelled before it starts; finished ones are forgotten', async () => {
  const jobs = new Jobs();
  const first = jobs.run(1, async () => waitMs(5));
  const second = jobs.run(2, async (checkpoint) => {
    await checkpoint();
    return 'not reached';
  });
  jobs.cancel(2);
  await first;
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  jobs.cancel(2);
  await expect(jobs.run(2, async (checkpoint) => checkpoint())).resolves.toBeUndefined();
});
