import { describe, expect, it } from 'vitest';
import { LabError } from '#engine/labError.ts';
import type { CampaignRecord, CampaignRequest, Row } from './campaignApi.ts';
import { openPool, type PoolWorker } from './campaignPool.ts';
import type { Death } from './deaths.ts';

const record = { kind: 'bitflip-campaign' } as CampaignRecord;
const request = {} as CampaignRequest;
const row = (trial: number) => ({ trial }) as Row;
const silent = { onTrials: () => undefined, onLost: () => undefined };

/** A worker that runs trials until it is asked for `deadly`, which it takes with it. */
function fakeWorker(deadly: number | null, log: string[]): PoolWorker {
  let die: (death: Death) => void = () => undefined;
  const gone = new Promise<Death>((resolve) => {
    die = resolve;
  });
  return {
    api: {
      open: async () => record,
      run: async (_job: number, trials: readonly number[]) => {
        log.push(trials.join());
        if (deadly !== null && trials.includes(deadly)) {
          die({ text: 'The engine stopped.', deviceLost: false });
          return new Promise<never>(() => undefined);
        }
        return trials.map(row);
      },
      weights: async () => 'abc',
    } as unknown as PoolWorker['api'],
    gone,
    terminate: () => log.push('terminated'),
  };
}

describe('openPool', () => {
  it('runs the trials of a dead worker again in its successor', async () => {
    const log: string[] = [];
    let started = 0;
    let lost = 0;
    const start = () => fakeWorker(started++ === 0 ? 3 : null, log);
    const events = { ...silent, onLost: () => lost++ };
    const { runners } = await openPool(request, 1, events, start);
    const [runner] = runners;
    expect(await runner?.([0, 1])).toEqual([row(0), row(1)]);
    expect(await runner?.([2, 3])).toEqual([row(2), row(3)]);
    expect(log).toEqual(['0,1', '2,3', 'terminated', '2,3']);
    expect(lost).toBe(1);
  });

  it('gives up where workers die over and over', async () => {
    const { runners } = await openPool(request, 1, silent, () => fakeWorker(3, []));
    await expect(runners[0]?.([3])).rejects.toThrow(LabError);
  });

  it('passes on what a plan is refused for, and leaves no worker behind', async () => {
    const log: string[] = [];
    const refusing = (): PoolWorker => {
      const worker = fakeWorker(null, log);
      const open = async () => {
        throw new LabError('bad-argument', 'seed: is missing');
      };
      return { ...worker, api: { ...worker.api, open } as unknown as PoolWorker['api'] };
    };
    await expect(openPool(request, 2, silent, refusing)).rejects.toThrow('seed: is missing');
    expect(log).toEqual(['terminated', 'terminated']);
  });
});
