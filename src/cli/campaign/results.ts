/**
 * The rows of a campaign gone through once, in order: added up, and written as they pass where a folder is given. What
 * stays in memory is the sums, and the compressed bytes of the Parquet file.
 */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SpikingjetTable } from '#engine/campaign/exchange/spikingjetTable.ts';
import type { BoundPlan } from '#engine/campaign/plan/bindPlan.ts';
import { planText } from '#engine/campaign/plan/readPlan.ts';
import { Convergence } from '#engine/campaign/report/convergence.ts';
import { htmlReport } from '#engine/campaign/report/htmlReport.ts';
import { RowSums } from '#engine/campaign/report/moments.ts';
import { CSV_HEADER, csvLines, ParquetRows } from '#engine/campaign/report/rowFiles.ts';
import { reportOf } from '#engine/campaign/report/summarise.ts';
import { type Finished, summaryFile } from '#engine/campaign/report/summaryDocument.ts';
import { Worst } from '#engine/campaign/report/worstRows.ts';
import type { CampaignRecord } from '#engine/campaign/run/record.ts';
import type { Row } from '#engine/campaign/run/row.ts';
import { columnsOf } from '#engine/campaign/run/rowColumns.ts';

export interface Gathering {
  readonly record: CampaignRecord;
  readonly bound: BoundPlan;
  readonly rows: AsyncIterable<readonly Row[]>;
  /** Rows of trials from this one on do not count. */
  readonly end: number;
  readonly weightsAfter: string | null;
  readonly finished: boolean;
  /** Where files go; null for none. */
  readonly folder: string | null;
}

/** The report, with the names of the files that were written. */
export async function gatherResults(gathering: Gathering): Promise<Finished> {
  const { record, bound, rows, end, weightsAfter, finished, folder } = gathering;
  const sums = new RowSums(bound);
  const worst = new Worst();
  const convergence = new Convergence();
  const files = folder === null ? null : await RowsOut.open(folder, record);
  let counted = 0;
  for await (const some of rows) {
    const own = end === Number.POSITIVE_INFINITY ? some : some.filter(({ trial }) => trial < end);
    for (const row of own) {
      sums.add(row);
      worst.offer(row);
      convergence.offer(sums, ++counted);
    }
    await files?.add(own);
  }
  convergence.end(sums, counted);
  const result = { record, report: reportOf(sums), weightsAfter, finished, files: [] };
  if (files === null) return result;
  const names = await files.finish({
    'plan.yaml': planText(record.plan),
    'summary.json': summaryFile(result),
    'report.html': htmlReport({
      record,
      report: result.report,
      worst: worst.rows,
      convergence: convergence.points,
    }),
  });
  return { ...result, files: names };
}

/** Files of rows, and of texts beside them. */
class RowsOut {
  readonly #folder: string;
  readonly #csv: WriteStream;
  readonly #parquet: ParquetRows;
  readonly #spikingjet: SpikingjetTable | null;

  private constructor(folder: string, record: CampaignRecord) {
    const { graph, ...facts } = record;
    this.#folder = folder;
    this.#csv = createWriteStream(join(folder, 'rows.csv'));
    this.#csv.write(CSV_HEADER);
    this.#parquet = new ParquetRows({ campaign: JSON.stringify(facts) });
    this.#spikingjet = record.plan.bands === 'spikingjet' ? new SpikingjetTable(graph) : null;
  }

  static async open(folder: string, record: CampaignRecord): Promise<RowsOut> {
    await mkdir(folder, { recursive: true });
    return new RowsOut(folder, record);
  }

  async add(rows: readonly Row[]): Promise<void> {
    const columns = columnsOf(rows);
    this.#parquet.add(columns);
    this.#spikingjet?.add(rows);
    if (!this.#csv.write(csvLines(columns))) await once(this.#csv, 'drain');
  }

  async finish(texts: Readonly<Record<string, string>>): Promise<string[]> {
    this.#csv.end();
    await once(this.#csv, 'finish');
    await writeFile(join(this.#folder, 'rows.parquet'), this.#parquet.finish());
    const all = {
      ...texts,
      ...(this.#spikingjet === null ? {} : { 'spikingjet.csv': this.#spikingjet.text() }),
    };
    for (const [name, text] of Object.entries(all)) await writeFile(join(this.#folder, name), text);
    return ['rows.csv', 'rows.parquet', ...Object.keys(all)];
  }
}
