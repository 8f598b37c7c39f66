/** The desk of a campaign: everything about it that takes time and need not be on the page's thread. */
import * as Comlink from 'comlink';
import { htmlReport } from '#engine/campaign/report/htmlReport.ts';
import { CSV_HEADER, csvLine, parquetOf } from '#engine/campaign/report/rowFiles.ts';
import { summarise } from '#engine/campaign/report/summarise.ts';
import { summaryFile } from '#engine/campaign/report/summaryDocument.ts';
import { mergeRows } from '#engine/campaign/run/journal.ts';
import { boundOfRecord } from '#engine/campaign/run/record.ts';
import { LabError } from '#engine/labError.ts';
import type { CampaignFile, CampaignStand, DeskApi } from './campaignApi.ts';
import { journalOf, keepCampaign, keptCampaign } from './campaignJournal.ts';
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
  journalOf,
  tell,
  nowMs: () => performance.now(),
});

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
  file: async (name) => fileOf(name),
};

function fileOf(name: CampaignFile): Blob {
  const record = run?.record;
  if (!run || !record) throw new LabError('bad-argument', 'There are no rows yet.');
  const rows = mergeRows([run.rows]);
  const report = () => summarise(rows, boundOfRecord(record));
  switch (name) {
    case 'rows.csv':
      return new Blob([CSV_HEADER, ...rows.map(csvLine)], { type: 'text/csv' });
    case 'rows.parquet': {
      const { graph: _, ...facts } = record;
      const bytes = parquetOf(rows, { campaign: JSON.stringify(facts) });
      return new Blob([bytes.slice()], { type: 'application/vnd.apache.parquet' });
    }
    case 'summary.json': {
      const { weightsAfter, finished } = run;
      const text = summaryFile({ record, report: report(), weightsAfter, finished });
      return new Blob([text], { type: 'application/json' });
    }
    case 'report.html':
      return new Blob([htmlReport(record, report(), rows)], { type: 'text/html' });
  }
}

Comlink.expose(api);
