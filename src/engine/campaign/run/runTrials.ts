/**
 * Trials made into rows. Rows do not depend on how trials are put together: in any order, in any number of parts, with
 * every shortcut or with none, the row of trial t is the same (one back end).
 */
import type { Checkpoint } from '../../runtime/run.ts';
import { Run } from '../../runtime/run.ts';
import { type Trial, trialOf } from '../plan/trial.ts';
import { type Campaign, feedOf, outputsOf } from './campaign.ts';
import type { GoldenAnswer } from './goldenAnswer.ts';
import { type Row, rowOf } from './row.ts';
import { runStacked } from './runStacked.ts';
import { Tally } from './tally.ts';

export interface RunSwitches {
  /** Start at the faulty node instead of at the inputs. */
  readonly resume: boolean;
  /** Faulty channels from banks, what is bit-equal dropped at once, the rest run together as rows of a batch. */
  readonly stacks: boolean;
}

export const ALL_SHORTCUTS: RunSwitches = { resume: true, stacks: true };
/** Fresh weights and a full run from the inputs for every fault. */
export const NAIVE: RunSwitches = { resume: false, stacks: false };

export interface RunOptions {
  readonly switches?: RunSwitches;
  /** Called before each trial; throws to stop, awaits to let messages in. */
  readonly checkpoint?: Checkpoint;
}

/** One fault on some images of one golden run. */
interface Work {
  readonly trial: Trial;
  readonly tally: Tally;
  /** Places in the bound images. */
  readonly images: readonly number[];
}

/** Rows of these trials, in the order asked for. */
export async function runTrials(
  campaign: Campaign,
  trials: readonly number[],
  { switches = ALL_SHORTCUTS, checkpoint = () => undefined }: RunOptions = {},
): Promise<Row[]> {
  const { bound } = campaign;
  const tallies = new Map(trials.map((t) => [t, new Tally()]));
  const works = trials.flatMap((t) => worksOf(campaign, t, tallies.get(t) as Tally));
  const left = switches.stacks ? await throughStacks(campaign, works, checkpoint) : works;
  for (const part of byImages(left)) {
    const images = part[0]?.images ?? [];
    const golden = await campaign.goldenRun(images);
    try {
      for (const work of part) {
        await checkpoint();
        await runWork(campaign, work, golden, switches);
      }
    } finally {
      golden.dispose();
    }
  }
  return trials.map((t) => {
    const trial = trialOf(bound, t);
    const only =
      trial.image === null
        ? null
        : {
            image: bound.images[trial.image] as number,
            golden: campaign.golden[trial.image] as GoldenAnswer,
          };
    return rowOf(trial, tallies.get(t) as Tally, only);
  });
}

/** What cannot be stacked comes back. Stored tensors are left to the ordinary way. */
async function throughStacks(
  campaign: Campaign,
  works: readonly Work[],
  checkpoint: Checkpoint,
): Promise<readonly Work[]> {
  if (campaign.place.storage.size > 0) return works;
  const left: Work[] = [];
  const { imagesAtOnce } = campaign;
  const chunkOf = (work: Work) => Math.floor((work.images[0] as number) / imagesAtOnce);
  const chunks = [...new Set(works.map(chunkOf))].sort((a, b) => a - b);
  for (const chunk of chunks) {
    const own = works.filter((work) => chunkOf(work) === chunk);
    const images = [...new Set(own.flatMap((work) => work.images))].sort((a, b) => a - b);
    const golden = await campaign.goldenRun(images);
    try {
      left.push(...(await runStacked(campaign, own, images, golden, checkpoint)));
    } finally {
      golden.dispose();
    }
  }
  return left;
}

/** A pair is one image; a fault meets all, in parts that fit into memory, or one by one where each has its own draw. */
function worksOf({ bound, imagesAtOnce }: Campaign, t: number, tally: Tally): Work[] {
  const places = bound.images.map((_, place) => place);
  if (bound.plan.redraw === 'per-image')
    return places.map((image) => ({ trial: trialOf(bound, t, image), tally, images: [image] }));
  const trial = trialOf(bound, t);
  if (trial.image !== null) return [{ trial, tally, images: [trial.image] }];
  const parts: Work[] = [];
  for (let first = 0; first < places.length; first += imagesAtOnce)
    parts.push({ trial, tally, images: places.slice(first, first + imagesAtOnce) });
  return parts;
}

/** Works on the same images share a golden run. */
function byImages(works: readonly Work[]): Work[][] {
  const groups = new Map<number, Work[]>();
  for (const work of works) {
    const first = work.images[0] as number;
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [work]);
    else group.push(work);
  }
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => group);
}

async function runWork(campaign: Campaign, work: Work, golden: Run, switches: RunSwitches): Promise<void> {
  const { place, assessment } = campaign;
  const corruption = campaign.corruptionOf(work.trial, work.images.length);
  const options = { budgetBytes: place.budgetBytes / 2 };
  const faulty = switches.resume
    ? await golden.faulty(corruption, options)
    : await fullRun(campaign, work, corruption);
  try {
    const outputs = await outputsOf(faulty, place);
    work.images.forEach((image, k) => {
      work.tally.add(
        campaign.golden[image] as GoldenAnswer,
        outputs[k] as readonly Float32Array[],
        assessment,
      );
    });
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
  const feeds = inputs.tensors.map((input) =>
    feedOf(
      device,
      input,
      images.map((image) => bound.images[image] as number),
    ),
  );
  try {
    return await Run.full(program, device, feeds, { budgetBytes: budgetBytes / 2 }, corruption);
  } finally {
    for (const feed of feeds) feed.dispose();
  }
}
