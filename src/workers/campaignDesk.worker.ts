/** The desk of a campaign: everything about it that takes time and need not be on the page's thread. */
import * as Comlink from 'comlink';
import { channelRates } from '#engine/campaign/report/channelRates.ts';
import { LabError } from '#engine/labError.ts';
import type { CampaignStand, DeskApi } from './campaignApi.ts';
import { fileOf } from './campaignFiles.ts';
import { journalOf, keepCampaign, keepEnd, keptCampaign, keptEnd } from './campaignJournal.ts';
import { openPool, workerCount } from './campaignPool.ts';
import { CampaignRun, type CampaignSurroundings } from './campaignRun.ts';
import { lockDown } from './lockDown.ts';
import { installWire } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope & typeof globalThis;

lockDown(self);
installWire();

let run: CampaignRun | null = null;

const around = (tell: (stand: CampaignStand) => void): CampaignSurroundings => ({
  workers: workerCount(),
  openPool,
  kept: keptCampaign,
  keep: keepCampaign,
  end: keptEnd,
  keepEnd,
  journalOf,
  tell,
  nowMs: () => performance.now(),
});

function openRun(): CampaignRun {
  if (run === null) throw new LabError('bad-argument', 'No campaign is open.');
  return run;
}

const api: DeskApi = {
  async begin(request, tell) {
    run = new CampaignRun(request, around(tell));
    await run.go();
  },
  async reopen(id, tell) {
    const kept = await keptCampaign(id);
    if (kept === undefined) throw new LabError('bad-argument', 'This campaign is no longer kept here.');
    run = await CampaignRun.reopen(kept, around(tell));
  },
  pause: () => run?.pause(),
  async resume() {
    await run?.go();
  },
  file: (name) => fileOf(name, openRun()),
  async channels(metric) {
    return channelRates((await openRun().sums()).rows, metric);
  },
};

Comlink.expose(api);
