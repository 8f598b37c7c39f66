/** `bitflip report`: folders of one campaign put together. */
import { join, resolve } from 'node:path';
import { type Finished, summaryDocument } from '#engine/campaign/report/summaryDocument.ts';
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
    { readCampaign },
    { rowsOf },
    { gatherResults },
    { boundOfRecord, checkSameCampaign },
    { driveCampaign },
  ] = await Promise.all([
    import('../campaign/campaignFolder.ts'),
    import('../campaign/fileJournal.ts'),
    import('../campaign/results.ts'),
    import('#engine/campaign/run/record.ts'),
    import('#engine/campaign/run/drive.ts'),
  ]);
  const parts: Awaited<ReturnType<typeof readCampaign>>[] = [];
  try {
    for (const name of given.positionals) parts.push(await readCampaign(resolve(folder, name)));
    const [first, ...others] = parts;
    if (first === undefined) throw new LabError('bad-argument', 'report needs at least one folder.');
    for (const [k, { record }] of others.entries())
      checkSameCampaign(first.record, record, given.positionals[k + 1] as string);
    const { record } = first;
    const bound = boundOfRecord(record);
    const rows = () => rowsOf(parts.map(({ journal }) => journal));
    // Without runners: only what is there, cut at the look at which a plan stopped early.
    const { end, finished } = await driveCampaign(bound, {
      runners: [],
      journal: { rows, append: async () => undefined },
    });
    const out = given.one('out');
    const result = await gatherResults({
      ...{ record, bound, rows: rows(), end, weightsAfter: null, finished },
      folder: out === undefined ? null : resolve(folder, out),
    });
    return { ...result, files: result.files.map((name) => join(out as string, name)) };
  } finally {
    for (const { journal } of parts) await journal.close();
  }
}
