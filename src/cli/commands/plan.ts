/** `bitflip plan`: what a campaign would draw, and of how many, before anything runs. */

import { resolve } from 'node:path';
import type { Campaign } from '#engine/campaign/run/campaign.ts';
import { type Json, jsonText } from '#engine/jsonText.ts';
import { LabError } from '#engine/labError.ts';
import type { Arguments } from '../arguments.ts';
import { columns } from '../columns.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { BACKEND_OPTION } from '../modelOptions.ts';
import { answerSampleQuestion, SAMPLE_OPTIONS, type SampleAnswer } from '../sampleQuestion.ts';
import type { Terminal } from '../terminal.ts';
import { PLAN_POSITIONAL, planOfFile } from './campaign.ts';

export const plan: Command = {
  name: 'plan',
  summary: 'Say how many faults a campaign draws, and of how many.',
  positionals: [{ ...PLAN_POSITIONAL, optional: true }],
  options: {
    ...SAMPLE_OPTIONS,
    model: { value: 'MODEL', description: "Instead of the plan's model." },
    list: {
      value: 'FILE',
      description: 'Write the faults that are drawn as a fault list of SpikingJET and SCI-FI (CSV).',
    },
    layout: {
      value: 'pytorch|keras',
      description: 'How the indices of that list count axes: output channels first (default), or last.',
    },
    backend: BACKEND_OPTION,
    json: JSON_OPTION,
  },
  examples: [
    {
      command: 'bitflip plan --population 17174144 --margin 0.01 --confidence 0.99',
      says: 'The sample size for a population of that many faults.',
    },
    {
      command: 'bitflip plan plan.yaml',
      says: 'What a plan would do: population, sample, strata with weights.',
    },
    { command: 'bitflip plan plan.yaml --list faults.csv', says: 'The same faults for another tool.' },
  ],
  run,
};

async function run(given: Arguments, terminal: Terminal): Promise<void> {
  const [file] = given.positionals;
  if ((file === undefined) === (given.one('population') === undefined))
    throw new LabError(
      'bad-argument',
      'plan needs a PLAN or --population N, one of them. See "bitflip help plan".',
    );
  const { document, text } = file === undefined ? sample(given) : await whole(given, terminal);
  terminal.stdout.write(given.has('json') ? `${jsonText(document)}\n` : text);
}

interface Said {
  readonly document: Json;
  readonly text: string;
}

function sample(given: Arguments): Said {
  const answer = answerSampleQuestion(given);
  return { document: answer, text: sampleText(answer) };
}

function sampleText({ N, nExact, sampleSize, t }: SampleAnswer): string {
  return columns(
    [
      ['population', N === null ? 'endless' : N.toLocaleString('en')],
      ['sample size', sampleSize.toLocaleString('en')],
      ['exactly', String(nExact)],
      ['t', String(t)],
    ],
    ['left', 'left'],
  );
}

/** The plan bound to its model and inputs, which takes the golden runs but no fault. */
async function whole(given: Arguments, terminal: Terminal): Promise<Said> {
  const [{ openCampaign }, { describePlan }] = await Promise.all([
    import('../campaign/campaignBench.ts'),
    import('#engine/campaign/plan/describePlan.ts'),
  ]);
  const asked = await planOfFile(given, terminal.folder);
  const { campaign, dispose } = await openCampaign(
    asked,
    terminal.folder,
    given.oneOf<'wasm' | 'cpu'>('backend', ['wasm', 'cpu']),
  );
  dispose();
  const { bound } = campaign;
  const listed = await writeList(given, terminal, campaign);
  const { sentences, warnings } = describePlan(bound);
  const strata = bound.strata.map(({ label, faults, units, weight, trials }) => ({
    label,
    faults,
    units,
    weight,
    trials,
  }));
  const document = {
    N: bound.population.size,
    nExact: bound.nExact,
    sampleSize: bound.trials,
    t: bound.t,
    units: Number.isFinite(bound.frame) ? bound.frame : null,
    images: bound.images.length,
    says: [...sentences],
    warnings: [...warnings],
    strata,
    listed,
    plan: bound.plan as unknown as Json,
  };
  const table =
    strata.length < 2
      ? ''
      : `\n${columns(
          [
            ['stratum', 'faults', 'weight', 'trials'],
            ...strata.map((stratum) => [
              stratum.label,
              stratum.faults.toLocaleString('en'),
              stratum.weight.toPrecision(4),
              stratum.trials.toLocaleString('en'),
            ]),
          ],
          ['left', 'right', 'right', 'right'],
        )}`;
  const written =
    listed === null ? [] : [`${listed.toLocaleString('en')} faults written: ${given.one('list')}`];
  const said = [...sentences, ...warnings.map((warning) => `Note: ${warning}`), ...written];
  return { document, text: `${said.join('\n')}\n${table}` };
}

/** How many faults were listed; null where no list is asked for. */
async function writeList(given: Arguments, { folder }: Terminal, campaign: Campaign): Promise<number | null> {
  const path = given.one('list');
  if (path === undefined) return null;
  const { writeDrawnList } = await import('../drawnList.ts');
  const layout = given.oneOf<'pytorch' | 'keras'>('layout', ['pytorch', 'keras']);
  return writeDrawnList(campaign.bound, campaign.place.program.graph, resolve(folder, path), layout);
}
