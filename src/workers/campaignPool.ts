/**
 * Workers that run trials. One that dies is replaced, and the trials it had are run again by its successor; rows are the
 * same, since they do not depend on who makes them. Too many deaths within a minute end the campaign (LabError
 * `device-lost`); what was in the journal stays.
 */
import * as Comlink from 'comlink';
import type { CampaignApi, CampaignRecord, CampaignRequest } from './campaignApi.ts';
import { type Death, Deaths } from './deaths.ts';
import { watchLife } from './watchLife.ts';

export interface PoolWorker {
  readonly api: Pick<Comlink.Remote<CampaignApi>, 'open' | 'run' | 'weights'>;
  /** Resolves when the worker is no more. */
  readonly gone: Promise<Death>;
  terminate(): void;
}

/** Makes the rows of these trials, as a chunk (rowChunk.ts); one call at a time. */
export type ChunkRunner = (trials: readonly number[]) => Promise<Uint8Array<ArrayBuffer>>;

export interface CampaignPool {
  readonly record: CampaignRecord;
  readonly runners: readonly ChunkRunner[];
  weights(): Promise<string>;
  close(): void;
}

export interface PoolEvents {
  /** Trials run so far of what each worker has in hand, all together. */
  readonly onTrials: (underWay: number) => void;
  readonly onLost: () => void;
}

export function workerCount(): number {
  return Math.max(1, Math.min(2, navigator.hardwareConcurrency - 1));
}

export function startWorker(): PoolWorker {
  const worker = new Worker(new URL('./campaign.worker.ts', import.meta.url), {
    type: 'module',
    name: 'campaign',
  });
  return {
    api: Comlink.wrap<CampaignApi>(worker),
    gone: watchLife(worker),
    terminate: () => worker.terminate(),
  };
}

/** Opens the campaign in `count` workers. Throws LabError for a plan that does not fit. */
export async function openPool(
  request: CampaignRequest,
  count: number,
  events: PoolEvents,
  start: () => PoolWorker = startWorker,
): Promise<CampaignPool> {
  const deaths = new Deaths();
  const workers: PoolWorker[] = Array.from({ length: count }, start);
  const underWay = new Array<number>(count).fill(0);
  let nextJob = 1;

  /** One call to a worker; if it dies under it, its successor is opened and asked again. */
  async function surviving<T>(place: number, call: (api: PoolWorker['api']) => Promise<T>): Promise<T> {
    for (;;) {
      const worker = workers[place] as PoolWorker;
      const outcome = await Promise.race([
        call(worker.api).then((value) => ({ value })),
        worker.gone.then((died) => ({ died })),
      ]);
      if ('value' in outcome) return outcome.value;
      worker.terminate();
      deaths.count(outcome.died, performance.now());
      events.onLost();
      const next = start();
      workers[place] = next;
      // A successor that dies while it opens is found out by the next call.
      await Promise.race([next.api.open(request), next.gone]);
    }
  }

  const close = () => {
    for (const worker of workers) worker.terminate();
  };
  const runner =
    (place: number): ChunkRunner =>
    async (trials) => {
      const tell = (run: number) => {
        underWay[place] = run;
        events.onTrials(underWay.reduce((sum, each) => sum + each, 0));
      };
      try {
        return await surviving(place, (api) => {
          tell(0);
          return api.run(nextJob++, trials, Comlink.proxy(tell));
        });
      } finally {
        underWay[place] = 0;
      }
    };
  try {
    const records = await Promise.all(
      workers.map((_, place) => surviving(place, (api) => api.open(request) as Promise<CampaignRecord>)),
    );
    return {
      record: records[0] as CampaignRecord,
      runners: workers.map((_, place) => runner(place)),
      weights: () => surviving(0, (api) => api.weights()),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
