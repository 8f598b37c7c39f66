/** `bitflip report`: folders of one campaign put together. */
import { join, resolve } from 'node:path';
import { type Finished, summaryDocument, summaryFile } from '#engine/campaign/report/summaryDocument.ts';
import { jsonText } from '#engine/jsonText.ts';
import { LabError } from '#engine/labError.ts';
import type { Arguments } from '../arguments.ts';
import { summaryText } from '../campaign/summaryText.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import type { Terminal } from '../terminal.ts';

export const report: Command = {
  name: 'report',
  summary: 'Put the parts of a campaign together and report on them.',
  positionals: [
    { name: 'DIR', repeats: true, description: 'Folders of `bitflip campaign`, parts of one campaign.' },
  ],
  options: {
    out: {
      value: 'DIR',
      description: 'Folder for the rows of all parts, summary and report. Default: none.',
    },
    json: JSON_OPTION,
  },
  examples: [
    { command: 'bitflip report results', says: 'What is known so far.' },
    { command: 'bitflip report part1 part2 --out whole', says: 'Two shards as one.' },
  ],
  run,
};

async function run(given: Arguments, terminal: Terminal): Promise<void> {
  const result = await putTogether(given, terminal.folder);
  terminal.stdout.write(given.has('json') ? `${jsonText(summaryDocument(result))}\n` : summaryText(result));
}

async function putTogether(given: Arguments, folder: string): Promise<Finished> {
  const [
    { readCampaign, writeResults },
    { boundOfRecord, checkSameCampaign },
    { mergeRows },
    { driveCampaign },
    { summarise },
    { htmlReport },
  ] = await Promise.all([
    import('../campaign/campaignFolder.ts'),
    import('#engine/campaign/run/record.ts'),
    import('#engine/campaign/run/journal.ts'),
    import('#engine/campaign/run/drive.ts'),
    import('#engine/campaign/report/summarise.ts'),
    import('#engine/campaign/report/htmlReport.ts'),
  ]);
  const parts = await Promise.all(given.positionals.map((name) => readCampaign(resolve(folder, name))));
  const [first, ...others] = parts;
  if (first === undefined) throw new LabError('bad-argument', 'report needs at least one folder.');
  for (const [k, { record }] of others.entries())
    checkSameCampaign(first.record, record, given.positionals[k + 1] as string);
  const { record } = first;
  const bound = boundOfRecord(record);
  const merged = mergeRows(parts.map((part) => part.rows));
  // Without runners: only cut to the look at which a plan stopped early.
  const { rows, finished } = await driveCampaign(bound, {
    runners: [],
    journal: { read: async () => merged, append: async () => undefined },
  });
  const summary = summarise(rows, bound);
  const result = {
    record,
    report: summary,
    weightsAfter: null,
    finished,
    files: [],
  };
  const out = given.one('out');
  if (out === undefined) return result;
  const files = await writeResults(resolve(folder, out), record, rows, {
    'summary.json': summaryFile(result),
    'report.html': htmlReport(record, summary, rows),
  });
  return { ...result, files: files.map((name) => join(out, name)) };
}
