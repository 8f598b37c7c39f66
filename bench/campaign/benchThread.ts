/** The other side of threads.ts: opens the campaign it is told and answers lists of trials with their rows. */
import { parentPort, workerData } from 'node:worker_threads';
import { linesOf } from '#engine/campaign/run/journal.ts';
import { runColumns } from '#engine/campaign/run/runTrials.ts';
import { openSubject } from './subject.ts';

export interface ThreadData {
  readonly model: string;
  readonly images: number;
  readonly plan: Readonly<Record<string, unknown>>;
}

export async function benchThread(): Promise<void> {
  const { model, images, plan } = workerData as ThreadData;
  const campaign = await (await openSubject(model, images)).campaign(plan);
  parentPort?.on('message', async (trials: readonly number[]) => {
    parentPort?.postMessage(linesOf(await runColumns(campaign, trials)));
  });
  parentPort?.postMessage('ready');
}
