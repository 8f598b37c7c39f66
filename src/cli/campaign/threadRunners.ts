/** Worker threads as runners of a campaign. Each has a back end of its own; a thread that dies takes the run down. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import type { Runner } from '#engine/campaign/run/drive.ts';
import type { RowLines } from '#engine/campaign/run/journal.ts';
import type { RunSwitches } from '#engine/campaign/run/switches.ts';
import { LabError, type LabErrorCode } from '#engine/labError.ts';
import type { CampaignBackend } from './campaignBench.ts';

export interface WorkerData {
  readonly plan: Plan;
  readonly folder: string;
  readonly backend: CampaignBackend;
  readonly switches: RunSwitches;
}

export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'rows'; readonly lines: RowLines }
  | { readonly kind: 'failed'; readonly code: LabErrorCode | null; readonly message: string };

/** The built entry; null when the command line runs from its sources, which worker threads cannot load. */
const ENTRY = join(dirname(fileURLToPath(import.meta.url)), 'campaignWorker.js');
export const threadsAvailable = (): boolean => existsSync(ENTRY);

export interface ThreadPool {
  readonly runners: readonly Runner[];
  close(): Promise<void>;
}

/** `count` threads, ready to run. */
export async function startThreads(count: number, data: WorkerData): Promise<ThreadPool> {
  const workers = Array.from({ length: count }, () => new Worker(ENTRY, { workerData: data }));
  const close = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  try {
    await Promise.all(workers.map((worker) => answer(worker)));
  } catch (error) {
    await close();
    throw error;
  }
  const runners = workers.map(
    (worker): Runner =>
      async (trials) => {
        const waiting = answer(worker);
        worker.postMessage(trials);
        const reply = await waiting;
        if (reply.kind !== 'rows') throw new Error(`a worker thread answered ${reply.kind} to trials`);
        return reply.lines;
      },
  );
  return { runners, close };
}

/** The next message of a worker; its failures and its death are errors here. */
function answer(worker: Worker): Promise<Exclude<WorkerReply, { kind: 'failed' }>> {
  return new Promise((resolve, reject) => {
    const done = () => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
    };
    const onMessage = (reply: WorkerReply) => {
      done();
      if (reply.kind !== 'failed') resolve(reply);
      else reject(reply.code === null ? new Error(reply.message) : new LabError(reply.code, reply.message));
    };
    const onError = (error: Error) => {
      done();
      reject(error);
    };
    const onExit = (status: number) => {
      done();
      reject(new Error(`a worker thread ended (${status})`));
    };
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
  });
}
