/** What leaves a campaign as a file, made from the journal part by part: rows are never all in memory. */
import { FAULT_LIST_HEADER, faultListLines, type ListLayout } from '#engine/campaign/exchange/faultList.ts';
import { SpikingjetTable } from '#engine/campaign/exchange/spikingjetTable.ts';
import { type ErrorRateSeries, errorRateSeries } from '#engine/campaign/report/errorRateSeries.ts';
import { htmlReport } from '#engine/campaign/report/htmlReport.ts';
import { CSV_HEADER, csvLines, ParquetRows } from '#engine/campaign/report/rowFiles.ts';
import { reportOf } from '#engine/campaign/report/summarise.ts';
import { summaryFile } from '#engine/campaign/report/summaryDocument.ts';
import type { Row } from '#engine/campaign/run/row.ts';
import { columnsOf } from '#engine/campaign/run/rowColumns.ts';
import { LabError } from '#engine/labError.ts';
import type { CampaignFile, CampaignRecord, Report } from './campaignApi.ts';
import { keptEnds } from './campaignJournal.ts';
import type { CampaignRun } from './campaignRun.ts';

const CSV = 'text/csv';

export async function fileOf(name: CampaignFile, run: CampaignRun): Promise<Blob> {
  const { record } = run;
  if (record === null) throw new LabError('bad-argument', 'There are no rows yet.');
  switch (name) {
    case 'rows.csv':
      return textFile(run, CSV_HEADER, (rows) => csvLines(columnsOf(rows)));
    case 'rows.parquet':
      return parquet(run, record);
    case 'summary.json':
      return summary(run, record);
    case 'report.html': {
      const { rows, worst, convergence } = await run.sums();
      const report = reportOf(rows);
      const series = await seriesOf(record, report);
      const text = htmlReport({
        record,
        report,
        worst: worst.rows,
        convergence: convergence.points,
        series,
      });
      return new Blob([text], { type: 'text/html' });
    }
    case 'spikingjet.csv': {
      const table = new SpikingjetTable(record.graph);
      for await (const rows of run.rows()) table.add(rows);
      return new Blob([table.text()], { type: CSV });
    }
    case 'faults-pytorch.csv':
      return faultList(run, record, 'pytorch');
    case 'faults-keras.csv':
      return faultList(run, record, 'keras');
  }
}

/** With what other campaigns of the series are kept on this device. */
async function seriesOf({ plan, model }: CampaignRecord, report: Report): Promise<ErrorRateSeries | null> {
  const others = (await keptEnds()).flatMap(({ plan: other, facts, report: end }) =>
    end !== null && facts?.model.hash === model.hash ? [{ plan: other, report: end }] : [],
  );
  return errorRateSeries({ plan, report }, others);
}

async function summary(run: CampaignRun, record: CampaignRecord): Promise<Blob> {
  const report = reportOf((await run.sums()).rows);
  const { weightsAfter, finished } = run;
  return new Blob([summaryFile({ record, report, weightsAfter, finished })], { type: 'application/json' });
}

/** Parts become Blobs at once, which the browser may keep out of memory. */
async function textFile(
  run: CampaignRun,
  header: string,
  text: (rows: readonly Row[]) => BlobPart,
): Promise<Blob> {
  const parts: Blob[] = [new Blob([header])];
  for await (const rows of run.rows()) parts.push(new Blob([text(rows)]));
  return new Blob(parts, { type: CSV });
}

async function parquet(run: CampaignRun, { graph: _, ...facts }: CampaignRecord): Promise<Blob> {
  const file = new ParquetRows({ campaign: JSON.stringify(facts) });
  for await (const rows of run.rows()) file.add(columnsOf(rows));
  return new Blob([file.finish()], { type: 'application/vnd.apache.parquet' });
}

function faultList(run: CampaignRun, { graph }: CampaignRecord, layout: ListLayout): Promise<Blob> {
  let first = 0;
  return textFile(run, `${FAULT_LIST_HEADER}\n`, (rows) => {
    const lines = faultListLines(
      rows.map(({ fault }) => fault),
      graph,
      layout,
      first,
    );
    first += rows.length;
    return `${lines.join('\n')}\n`;
  });
}
