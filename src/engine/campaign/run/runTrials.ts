/**
 * Trials made into rows. Rows do not depend on how trials are put together: in any order, in any number of parts, with
 * every shortcut or with none, the row of trial t is the same (one back end).
 */
import type { Checkpoint } from '../../runtime/run.ts';
import { Run } from '../../runtime/run.ts';
import { type Trial, trialOf } from '../plan/trial.ts';
import type { Counting } from './bench.ts';
import { type Campaign, feedOf, outputsOf } from './campaign.ts';
import { explainRun } from './explainRun.ts';
import type { GoldenAnswer } from './goldenAnswer.ts';
import { Judge, outputsWith } from './judge.ts';
import type { Row } from './row.ts';
import { type RowColumns, rowsOf } from './rowColumns.ts';
import { runStacked } from './runStacked.ts';
import type { Work } from './singleFault.ts';
import { ALL_SHORTCUTS, type RunSwitches } from './switches.ts';
import { Tallies } from './tallies.ts';
import { trialColumns } from './trialColumns.ts';

export interface RunOptions {
  readonly switches?: RunSwitches;
  /** Called before each trial, bank and stack; throws to stop, awaits to let messages in. */
  readonly checkpoint?: Checkpoint;
  /** Whether rows tell where and why masked images died; without it those columns are empty. */
  readonly explain?: boolean;
}

/** Rows of these trials, in the order asked for. */
export async function runTrials(
  campaign: Campaign,
  trials: readonly number[],
  options: RunOptions = {},
): Promise<Row[]> {
  return rowsOf(await runColumns(campaign, trials, options));
}

/** The same column by column, for who only hands them on. */
export async function runColumns(
  campaign: Campaign,
  trials: readonly number[],
  { switches = ALL_SHORTCUTS, checkpoint = () => undefined, explain = true }: RunOptions = {},
): Promise<RowColumns> {
  const { bound, golden, assessment, place } = campaign;
  const { graph } = place.program;
  const tallies = new Tallies(trials.length, graph.nodes.length);
  const counting = { tallies, judge: new Judge(golden, assessment, tallies), switches, explain };
  const made = trials.map((t) => trialOf(bound, t));
  const places = bound.images.map((_, image) => image);
  const works: Work[] = [];
  made.forEach((trial, k) => {
    addWorks(works, campaign, trial, k, places);
  });
  const left = await runStacked(campaign, works, counting, checkpoint);
  for (const part of byImages(campaign, left)) {
    const run = await campaign.goldenRun(part[0]?.images ?? []);
    try {
      for (const work of part) {
        await checkpoint();
        await runWork(campaign, work, run, counting);
      }
    } finally {
      run.dispose();
    }
  }
  return trialColumns(campaign, made, tallies);
}

/** A pair is one image; a fault meets all, one by one where each has its own draw. */
function addWorks(
  works: Work[],
  { bound }: Campaign,
  trial: Trial,
  place: number,
  all: readonly number[],
): void {
  if (bound.plan.redraw === 'per-image')
    for (const image of all)
      works.push({ place, trial: trialOf(bound, trial.trial, image), images: [image] });
  else works.push({ place, trial, images: trial.image === null ? all : [trial.image] });
}

/** Works on the same images share a golden run; many images go in parts that fit into memory. */
function byImages({ imagesAtOnce }: Campaign, works: readonly Work[]): Work[][] {
  const groups = new Map<string, Work[]>();
  for (const work of works) {
    for (let first = 0; first < work.images.length; first += imagesAtOnce) {
      const images = work.images.slice(first, first + imagesAtOnce);
      const key = `${images[0]}:${images.length}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ ...work, images }]);
      else group.push({ ...work, images });
    }
  }
  return [...groups.values()].sort((a, b) => (a[0]?.images[0] as number) - (b[0]?.images[0] as number));
}

async function runWork(campaign: Campaign, work: Work, golden: Run, counting: Counting): Promise<void> {
  const { place } = campaign;
  const { judge, switches, explain, tallies } = counting;
  const corruption = campaign.corruptionOf(work.trial, work.images.length);
  const options = { budgetBytes: place.budgetBytes / 2 };
  const faulty = switches.resume
    ? await golden.faulty(corruption, options)
    : await fullRun(campaign, work, corruption);
  try {
    const outputs = await outputsOf(faulty, place);
    const masked: number[] = [];
    work.images.forEach((image, row) => {
      const values = outputs[row] as readonly Float32Array[];
      const sizes = values.map(({ length }) => length);
      if (!judge.addWhole(work.place, image, outputsWith(values, sizes), 0)) masked.push(row);
    });
    const deaths =
      explain && masked.length > 0 ? await explainRun(place, golden, faulty, corruption, masked) : null;
    for (const row of masked) {
      const answer = campaign.golden[work.images[row] as number] as GoldenAnswer;
      const death = deaths?.get(row) ?? null;
      const node = place.program.graph.nodes.findIndex(({ id }) => id === death?.node);
      tallies.addMasked(work.place, answer, death?.reason ?? null, node);
    }
  } finally {
    faulty.dispose();
  }
}

async function fullRun(
  { place, bound }: Campaign,
  { images }: Work,
  corruption: Parameters<Run['faulty']>[0],
): Promise<Run> {
  const { program, device, inputs, budgetBytes } = place;
  const chosen = images.map((image) => bound.images[image] as number);
  const feeds = inputs.tensors.map((input) => feedOf(device, input, chosen));
  try {
    return await Run.full(program, device, feeds, { budgetBytes: budgetBytes / 2 }, corruption);
  } finally {
    for (const feed of feeds) feed.dispose();
  }
}
