/** Entry of a worker thread: opens the plan it was given, then answers lists of trials with their rows, one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { planOf } from '#engine/campaign/plan/readPlan.ts';
import { linesOf } from '#engine/campaign/run/journal.ts';
import { runColumns } from '#engine/campaign/run/runTrials.ts';
import { LabError } from '#engine/labError.ts';
import { openCampaign } from './campaignBench.ts';
import type { WorkerData, WorkerReply } from './threadRunners.ts';

const { plan, folder, backend, switches } = workerData as WorkerData;

const reply = (message: WorkerReply) => parentPort?.postMessage(message);

function failed(error: unknown): WorkerReply {
  if (error instanceof LabError) return { kind: 'failed', code: error.code, message: error.message };
  return {
    kind: 'failed',
    code: null,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

try {
  const { campaign } = await openCampaign(planOf(plan), folder, backend);
  parentPort?.on('message', async (trials: readonly number[]) => {
    try {
      reply({ kind: 'rows', lines: linesOf(await runColumns(campaign, trials, { switches })) });
    } catch (error) {
      reply(failed(error));
    }
  });
  reply({ kind: 'ready' });
} catch (error) {
  reply(failed(error));
}
