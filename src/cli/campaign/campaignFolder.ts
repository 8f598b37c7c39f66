/**
 * The folder of a campaign: campaign.json (what it is), journal.jsonl (rows as they are made), and at the end plan.yaml,
 * rows.csv, rows.parquet, summary.json and report.html.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CampaignRecord, checkRecord, checkSameCampaign } from '#engine/campaign/run/record.ts';
import { LabError } from '#engine/labError.ts';
import { FileJournal } from './fileJournal.ts';

const RECORD = 'campaign.json';
const JOURNAL = 'journal.jsonl';

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
  return FileJournal.open(join(folder, JOURNAL), 'a+');
}

/** Record and journal of a folder; the caller closes the journal. Throws LabError `bad-file`. */
export async function readCampaign(
  folder: string,
): Promise<{ record: CampaignRecord; journal: FileJournal }> {
  const record = await readRecord(folder);
  if (record === null) throw new LabError('bad-file', `${folder} holds no campaign (there is no ${RECORD}).`);
  const path = join(folder, JOURNAL);
  const journal = await FileJournal.open(path, 'r').catch((error: unknown) => {
    if (error instanceof LabError) throw error;
    throw new LabError('bad-file', `${folder} holds a campaign without rows (there is no ${JOURNAL}).`);
  });
  return { record, journal };
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
