/** Naive, resume only and all shortcuts, on three models. */
import { trialOf } from '#engine/campaign/plan/trial.ts';
import type { Campaign } from '#engine/campaign/run/campaign.ts';
import { rowLine } from '#engine/campaign/run/journal.ts';
import type { Row } from '#engine/campaign/run/row.ts';
import { runColumns, runTrials } from '#engine/campaign/run/runTrials.ts';
import { NAIVE, type RunSwitches } from '#engine/campaign/run/switches.ts';
import { table } from '../machine.ts';
import { cpuSeconds, openSubject, type Subject } from './subject.ts';

const RESUME_ONLY: RunSwitches = { ...NAIVE, resume: true };

/** Trials handed out at once to a thread of a campaign of this length. */
const PIECE = 4000;

interface Case {
  readonly name: string;
  readonly plan: Readonly<Record<string, unknown>>;
  /** Trials with all shortcuts, and with the slow ways. */
  readonly size: number;
  readonly few: number;
}

const weights = (nodes?: string) => ({ population: nodes === undefined ? {} : { nodes: [nodes] } });

/** Sizes for a rate of the model with all shortcuts, and one without. */
function casesOf(fast: number, few: number, last: string, lastFast: number): Case[] {
  return [
    { name: 'network-wise weights', plan: weights(), size: fast, few },
    {
      name: 'layer-wise weights',
      plan: { sampling: { kind: 'uniform-over-layers' } },
      size: Math.ceil(fast / 2),
      few,
    },
    { name: 'activations', plan: { population: { of: 'values' } }, size: Math.ceil(fast / 4), few },
    { name: 'last dense layer', plan: weights(last), size: lastFast, few },
  ];
}

const SUBJECTS = [
  ['lenet5', 8, casesOf(40_000, 300, 'dense_2', 27_200)],
  ['resnet20', 8, casesOf(800, 30, 'dense', 20_800)],
  ['efficientnet-lite0', 8, casesOf(100, 5, 'dense', 20_000)],
] as const;

const HEAD = ['faults', 'naive tf.js', 'resume only', 'all shortcuts', 'to naive', 'to resume'];

/** One table per model. Throws where rows or answers differ. */
export async function* compared(): AsyncGenerator<string> {
  for (const [name, images, cases] of SUBJECTS) {
    const subject = await openSubject(name, images);
    const lines: string[][] = [];
    for (const each of cases) lines.push(await measured(subject, each));
    yield `${name}, one fault on ${subject.images} images a trial\n\n${table(HEAD, lines)}\n`;
  }
}

async function measured(subject: Subject, { name, plan, size, few }: Case): Promise<string[]> {
  const kind = (plan['sampling'] as { kind: string } | undefined)?.kind ?? 'uniform';
  const campaign = await subject.campaign({ ...plan, sampling: { kind, size } });
  const all = Array.from({ length: size }, (_, t) => t);
  const first = all.slice(0, few);
  const inPieces = async () => {
    for (let k = 0; k < size; k += PIECE) await runColumns(campaign, all.slice(k, k + PIECE));
  };
  // Everything is compiled, allocated and compared with its bank before the clock starts.
  await inPieces();
  const fast = size / (await cpuSeconds(inPieces));
  const slow = { switches: RESUME_ONLY, explain: false };
  const resumed = few / (await cpuSeconds(() => runTrials(campaign, first, slow)));
  const rows = await runTrials(campaign, first, { switches: RESUME_ONLY });
  const same = await runTrials(campaign, first);
  if (rows.map(rowLine).join() !== same.map(rowLine).join())
    throw new Error(`${subject.name}, ${name}: rows differ`);
  const naive =
    name === 'activations'
      ? few / (await cpuSeconds(() => runTrials(campaign, first, { switches: NAIVE, explain: false })))
      : few / (await cpuSeconds(() => naiveRun(subject, campaign, rows)));
  return [
    name === 'activations' ? `${name} (naive: the engine, a full run a fault)` : name,
    ...[naive, resumed, fast].map((rate) => rate.toFixed(rate < 100 ? 1 : 0)),
    ...[fast / naive, fast / resumed].map((ratio) => `x${ratio.toFixed(ratio < 100 ? 1 : 0)}`),
  ];
}

/** TensorFlow.js alone; where nothing is NaN its answers must be those of the rows. */
async function naiveRun({ naive, images }: Subject, campaign: Campaign, rows: readonly Row[]): Promise<void> {
  for (const { trial, due, sdc } of rows) {
    const [fault] = trialOf(campaign.bound, trial).faults;
    if (fault?.effect.kind !== 'flip') throw new Error('not a flip');
    const answers = await naive(fault.tensor.id, fault.element, fault.effect.bits[0] as number);
    const changed = answers.filter((answer, image) => answer !== campaign.golden[image]?.top).length;
    if (due === 0 && changed !== sdc)
      throw new Error(
        `trial ${trial}: ${changed} of ${images} answers changed by tf.js alone, ${sdc} in the row`,
      );
  }
}
