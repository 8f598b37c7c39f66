/** `bitflip campaign`: a plan carried out, its rows and its report in a folder. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import { MODEL_STORAGE, readPlan } from '#engine/campaign/plan/readPlan.ts';
import { type Finished, summaryDocument } from '#engine/campaign/report/summaryDocument.ts';
import { ChunkPace } from '#engine/campaign/run/chunkPace.ts';
import type { DriveOptions, Runner, Shard } from '#engine/campaign/run/drive.ts';
import { ALL_SHORTCUTS, NAIVE, type RunSwitches } from '#engine/campaign/run/switches.ts';
import { jsonText } from '#engine/jsonText.ts';
import { LabError } from '#engine/labError.ts';
import type { Arguments } from '../arguments.ts';
import type { CampaignBackend, CampaignBench } from '../campaign/campaignBench.ts';
import { summaryText } from '../campaign/summaryText.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { BACKEND_OPTION } from '../modelOptions.ts';
import type { Terminal } from '../terminal.ts';

export const PLAN_POSITIONAL = {
  name: 'PLAN',
  description: 'A plan as YAML or JSON, see docs/campaigns.md.',
};

const SHORTCUTS = Object.keys(ALL_SHORTCUTS) as (keyof RunSwitches)[];

export const campaign: Command = {
  name: 'campaign',
  summary: 'Carry out a plan: thousands of faults, rates with intervals.',
  positionals: [PLAN_POSITIONAL],
  options: {
    out: { value: 'DIR', needed: true, description: 'Folder for journal, rows, summary and report.' },
    model: { value: 'MODEL', description: "Instead of the plan's model." },
    workers: { value: 'N', description: 'Worker threads. Default 1: in this thread.' },
    shard: {
      value: 'i/n',
      description: 'Only part i of n, 1/n to n/n; `bitflip report` puts parts together.',
    },
    resume: { value: null, description: 'Go on with the campaign in DIR.' },
    naive: {
      value: null,
      description: 'Without any shortcut: fresh weights and a full run for every fault.',
    },
    without: {
      value: 'NAME,...',
      description: `Leave shortcuts out, of ${SHORTCUTS.join(', ')}. The rows stay the same.`,
    },
    backend: BACKEND_OPTION,
    json: JSON_OPTION,
  },
  examples: [
    { command: 'bitflip campaign plan.yaml --out results', says: 'The whole plan.' },
    {
      command: 'bitflip campaign plan.yaml --out part1 --shard 1/4 --workers 2',
      says: 'A quarter of it, on two threads.',
    },
    { command: 'bitflip campaign plan.yaml --out results --resume', says: 'Go on after an interruption.' },
  ],
  run,
};

async function run(given: Arguments, terminal: Terminal): Promise<void> {
  const plan = await planOfFile(given, terminal.folder);
  const backend = given.oneOf<CampaignBackend>('backend', ['wasm', 'cpu']);
  const { openCampaign } = await import('../campaign/campaignBench.ts');
  const bench = await openCampaign(plan, terminal.folder, backend);
  try {
    const result = await carryOut(given, terminal, bench);
    terminal.stdout.write(given.has('json') ? `${jsonText(summaryDocument(result))}\n` : summaryText(result));
  } finally {
    bench.dispose();
  }
}

/** The plan of the first positional argument. Throws LabError `bad-argument`. */
export async function planOfFile(given: Arguments, folder: string): Promise<Plan> {
  const path = given.positionals[0] as string;
  const text = await readFile(resolve(folder, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new LabError('bad-argument', `The plan ${path} could not be read: ${why}.`, { path });
  });
  const plan = readPlan(text, path, { storage: [MODEL_STORAGE] });
  const model = given.one('model');
  return model === undefined ? plan : { ...plan, model };
}

async function carryOut(given: Arguments, terminal: Terminal, bench: CampaignBench): Promise<Finished> {
  const [{ driveCampaign }, { openJournal }, { gatherResults }, { recordOf, weightsHash }] =
    await Promise.all([
      import('#engine/campaign/run/drive.ts'),
      import('../campaign/campaignFolder.ts'),
      import('../campaign/results.ts'),
      import('#engine/campaign/run/record.ts'),
    ]);
  const { campaign: open, facts } = bench;
  const record = await recordOf(open, facts);
  const folder = resolve(terminal.folder, given.one('out') as string);
  const shard = shardOf(given);
  const journal = await openJournal(folder, record, given.has('resume'));
  let runners: Runners | null = null;
  try {
    runners = await startRunners(given, terminal, bench);
    const { end, finished } = await driveCampaign(open.bound, {
      ...paced(runners.runners, open.bound.trials / shard.of),
      journal,
      shard,
      onProgress: ({ done, planned }) => {
        if (terminal.stderr.isTTY) terminal.stderr.write(`\r${done} of ${planned} trials `);
      },
    });
    if (terminal.stderr.isTTY) terminal.stderr.write('\n');
    const weightsAfter = await weightsHash(open.place.program, open.place.device);
    const { bound } = open;
    const rows = journal.rows();
    const result = await gatherResults({ record, bound, rows, end, weightsAfter, finished, folder });
    return { ...result, files: result.files.map((name) => join(given.one('out') as string, name)) };
  } finally {
    await runners?.close();
    await journal.close();
  }
}

/** Chunks of about a second: golden runs are shared by many trials, and little is lost in a crash. */
function paced(runners: readonly Runner[], trials: number): Pick<DriveOptions, 'runners' | 'chunk'> {
  const pace = new ChunkPace(trials, runners.length);
  return {
    runners: runners.map((runner) => async (chunk) => {
      const startMs = performance.now();
      const lines = await runner(chunk);
      pace.ran(chunk.length, performance.now() - startMs);
      return lines;
    }),
    chunk: () => pace.next,
  };
}

interface Runners {
  readonly runners: readonly Runner[];
  close(): Promise<void>;
}

async function startRunners(given: Arguments, terminal: Terminal, bench: CampaignBench): Promise<Runners> {
  const [{ runColumns }, { linesOf }, { startThreads, threadsAvailable }] = await Promise.all([
    import('#engine/campaign/run/runTrials.ts'),
    import('#engine/campaign/run/journal.ts'),
    import('../campaign/threadRunners.ts'),
  ]);
  const switches = switchesOf(given);
  const workers = given.count('workers', 1, 1);
  const { campaign: open, facts } = bench;
  if (workers > 1 && threadsAvailable()) {
    const { folder } = terminal;
    const { plan } = open.bound;
    return startThreads(workers, { plan, folder, backend: facts.backend as CampaignBackend, switches });
  }
  if (workers > 1)
    terminal.stderr.write('bitflip: no worker threads without a build; one thread runs all.\n');
  return {
    runners: [async (trials) => linesOf(await runColumns(open, trials, { switches }))],
    close: async () => undefined,
  };
}

/** Throws LabError `bad-argument` for a shortcut that does not exist. */
function switchesOf(given: Arguments): RunSwitches {
  const left = given.one('without')?.split(',') ?? [];
  const unknown = left.find((name) => !SHORTCUTS.some((shortcut) => shortcut === name));
  if (unknown !== undefined)
    throw new LabError(
      'bad-argument',
      `--without: got "${unknown}", wanted some of ${SHORTCUTS.join(', ')}.`,
      {
        got: unknown,
      },
    );
  const all = given.has('naive') ? NAIVE : ALL_SHORTCUTS;
  return { ...all, ...Object.fromEntries(left.map((name) => [name, false])) };
}

/** `1/4` is part 0 of 4. */
function shardOf(given: Arguments): Shard {
  const text = given.one('shard');
  if (text === undefined) return { part: 0, of: 1 };
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (part !== undefined && of !== undefined && part >= 1 && part <= of) return { part: part - 1, of };
  throw new LabError('bad-argument', `--shard: got "${text}", wanted i/n with i from 1 to n, such as 2/4.`, {
    got: text,
  });
}
