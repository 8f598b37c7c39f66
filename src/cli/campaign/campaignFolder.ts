/**
 * The folder of a campaign: campaign.json (what it is), journal.jsonl (rows as they are made), and at the end plan.yaml,
 * rows.csv, rows.parquet, summary.json and report.html. The journal survives a crash; a line cut off is dropped.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planText } from '#engine/campaign/plan/readPlan.ts';
import { CSV_HEADER, csvLine, parquetOf } from '#engine/campaign/report/rowFiles.ts';
import type { Journal } from '#engine/campaign/run/journal.ts';
import { rowLine, rowsOfText } from '#engine/campaign/run/journal.ts';
import { type CampaignRecord, checkRecord, checkSameCampaign } from '#engine/campaign/run/record.ts';
import type { Row } from '#engine/campaign/run/row.ts';
import { LabError } from '#engine/labError.ts';

const RECORD = 'campaign.json';
const JOURNAL = 'journal.jsonl';

/** A journal that may be closed. */
export interface FileJournal extends Journal {
  close(): Promise<void>;
}

/** Starts a campaign in a folder, or goes on with the one that is there. Throws LabError `bad-argument` or `bad-file`. */
export async function openJournal(
  folder: string,
  record: CampaignRecord,
  resume: boolean,
): Promise<FileJournal> {
  await mkdir(folder, { recursive: true });
  const before = await readRecord(folder);
  if (before !== null && !resume)
    throw new LabError(
      'bad-argument',
      `${folder} holds a campaign already: give --resume to go on with it, or another --out.`,
      { folder },
    );
  if (before === null) await writeFile(join(folder, RECORD), `${JSON.stringify(record)}\n`);
  else checkSameCampaign(before, record, folder);
  const path = join(folder, JOURNAL);
  const text = await readFile(path, 'utf8').catch(() => '');
  const whole = text.lastIndexOf('\n') + 1;
  if (whole < text.length) await truncate(path, Buffer.byteLength(text.slice(0, whole)));
  const rows = rowsOfText(text, path);
  const file = await open(path, 'a');
  return {
    read: async () => rows,
    async append(fresh) {
      await file.appendFile(fresh.map((row) => `${rowLine(row)}\n`).join(''));
      await file.datasync();
    },
    close: () => file.close(),
  };
}

/** Rows and record of a folder. Throws LabError `bad-file`. */
export async function readCampaign(
  folder: string,
): Promise<{ record: CampaignRecord; rows: readonly Row[] }> {
  const record = await readRecord(folder);
  if (record === null) throw new LabError('bad-file', `${folder} holds no campaign (there is no ${RECORD}).`);
  const path = join(folder, JOURNAL);
  return { record, rows: rowsOfText(await readFile(path, 'utf8').catch(() => ''), path) };
}

async function readRecord(folder: string): Promise<CampaignRecord | null> {
  const text = await readFile(join(folder, RECORD), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return checkRecord(JSON.parse(text), join(folder, RECORD));
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError('bad-file', `${join(folder, RECORD)} is damaged.`);
  }
}

/** Writes the rows and what else there is to say; returns the names of the files. */
export async function writeResults(
  folder: string,
  record: CampaignRecord,
  rows: readonly Row[],
  texts: Readonly<Record<string, string>>,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const csv = createWriteStream(join(folder, 'rows.csv'));
  csv.write(CSV_HEADER);
  for (const row of rows) if (!csv.write(csvLine(row))) await once(csv, 'drain');
  csv.end();
  await once(csv, 'finish');
  const { graph: _, ...facts } = record;
  await writeFile(join(folder, 'rows.parquet'), parquetOf(rows, { campaign: JSON.stringify(facts) }));
  const all = { 'plan.yaml': planText(record.plan), ...texts };
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
  return ['rows.csv', 'rows.parquet', ...Object.keys(all)];
}
