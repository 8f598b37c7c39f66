/** `bitflip plan`: how many faults a campaign draws, and of how many, before anything runs. */
import { LabError } from '#engine/labError.ts';
import type { Arguments } from '../arguments.ts';
import { columns } from '../columns.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { jsonText } from '../jsonText.ts';
import { answerSampleQuestion, SAMPLE_OPTIONS, type SampleAnswer } from '../sampleQuestion.ts';
import type { Terminal } from '../terminal.ts';

export const plan: Command = {
  name: 'plan',
  summary: 'Say how many faults a campaign draws, and of how many.',
  positionals: [],
  options: { ...SAMPLE_OPTIONS, json: JSON_OPTION },
  examples: [
    {
      command: 'bitflip plan --population 17174144 --margin 0.01 --confidence 0.99',
      says: 'The sample size for a population of that many faults.',
    },
  ],
  run,
};

async function run(given: Arguments, { stdout }: Terminal): Promise<void> {
  if (given.one('population') === undefined)
    throw new LabError('bad-argument', 'plan needs --population N. See "bitflip help plan".');
  const answer = answerSampleQuestion(given);
  stdout.write(given.has('json') ? `${jsonText(answer)}\n` : sampleText(answer));
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
