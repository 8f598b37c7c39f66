/**
 * Drives a campaign to its end over any number of runners (worker threads, web workers, or one function): hands out
 * chunks of trials, appends their rows, reports progress, stops early where the plan says so. What was in the journal is
 * not run again. The rows at the end are the same however many runners there were and however often it was interrupted.
 */
import { strFromU8 } from 'fflate';
import { LabError } from '../../labError.ts';
import type { BoundPlan } from '../plan/bindPlan.ts';
import { anytime } from '../report/estimate.ts';
import { RowSums } from '../report/moments.ts';
import { halfWidth } from '../statistics/intervals.ts';
import { DoneTrials } from './doneTrials.ts';
import { type Journal, type RowLines, rowsOfText } from './journal.ts';
import type { Row } from './row.ts';

/** Makes the rows of these trials; one call at a time. */
export type Runner = (trials: readonly number[]) => Promise<RowLines>;

/** Part `part` of `of`: trials t with t mod of = part. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

export const WHOLE: Shard = { part: 0, of: 1 };

export interface Progress {
  readonly done: number;
  /** Of this shard; may end earlier where the plan stops early. */
  readonly planned: number;
}

export interface DriveOptions {
  readonly runners: readonly Runner[];
  readonly journal: Journal;
  readonly shard?: Shard;
  /** Trials to be handed out next. */
  readonly chunk?: () => number;
  /** Some trials were just kept. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Driven {
  /** Trials that have a row, and that count. */
  readonly done: number;
  /** Rows of trials below this one count: of a plan that stopped early, those up to the look at which it did. */
  readonly end: number;
  readonly finished: boolean;
}

const CHUNK = 500;

/** Rows are in the journal and nowhere else. Throws LabError `bad-argument` for a sequential plan in shards. */
export async function driveCampaign(bound: BoundPlan, options: DriveOptions): Promise<Driven> {
  const { runners, journal, shard = WHOLE, chunk = () => CHUNK, onProgress = () => undefined } = options;
  const done = new DoneTrials(bound.trials);
  const planned = shardSize(bound.trials, shard);
  const looks = looksOf(bound, shard);
  const take = (rows: readonly Row[]) => {
    for (const row of rows) if (done.add(row.trial)) looks?.offer(row);
  };
  for await (const rows of journal.rows()) take(rows);
  await handOut(bound, {
    runners,
    shard,
    looks,
    chunk,
    isDone: (t) => done.has(t),
    async keep(lines) {
      await journal.append(lines);
      if (looks) take(rowsOfText(strFromU8(lines.text)));
      else for (const trial of lines.trials) done.add(trial);
      onProgress({ done: done.count, planned });
    },
    paused: () => false,
  });
  const stoppedAt = looks?.stoppedAt ?? null;
  if (stoppedAt !== null) return { done: stoppedAt, end: stoppedAt, finished: true };
  return { done: done.count, end: Number.POSITIVE_INFINITY, finished: done.count === planned };
}

/** Null for a plan that does not stop early. Throws LabError `bad-argument` for one that does, in shards. */
export function looksOf(bound: BoundPlan, shard: Shard = WHOLE): Looks | null {
  const { stopping } = bound.plan;
  if (stopping.kind !== 'sequential') return null;
  if (shard.of > 1)
    throw new LabError(
      'bad-argument',
      'A plan that stops early looks at all trials: it cannot run in shards.',
    );
  return new Looks(bound, stopping);
}

/** `Made`: the rows of some trials, in whatever form they come from a runner. */
export interface HandOut<Made> {
  readonly runners: readonly ((trials: readonly number[]) => Promise<Made>)[];
  readonly shard?: Shard;
  readonly looks: Looks | null;
  /** Trials to be handed out next. */
  readonly chunk: () => number;
  readonly isDone: (trial: number) => boolean;
  /** Resolves when they would survive a crash; offers them to the looks. */
  readonly keep: (made: Made) => Promise<void>;
  readonly paused: () => boolean;
}

/** Every trial that is not done, once, until all are, or a pause, or the plan stops early. */
export async function handOut<Made>(bound: BoundPlan, options: HandOut<Made>): Promise<void> {
  const { runners, shard = WHOLE, looks, keep, paused } = options;
  const { stopping } = bound.plan;
  const most = stopping.kind === 'sequential' ? stopping.every : Number.POSITIVE_INFINITY;
  const chunk = () => Math.min(most, options.chunk());
  const queue = chunksOf(shardTrials(bound.trials, shard), options.isDone, chunk);
  const work = async (runner: (typeof runners)[number]) => {
    // What was made is kept while the next trials run, save where it decides whether there are any.
    let kept = Promise.resolve();
    for (;;) {
      if (looks !== null) await kept;
      if (paused() || looks?.stoppedAt != null) break;
      const trials = queue.next();
      if (trials.done === true) break;
      const [made] = await Promise.all([runner(trials.value), kept]);
      // Not before the next are handed out: to read rows takes time too.
      kept = Promise.resolve(made).then(keep);
    }
    await kept;
  };
  await Promise.all(runners.map(work));
}

const shardSize = (trials: number, { part, of }: Shard): number =>
  Math.max(0, Math.ceil((trials - part) / of));

function* shardTrials(trials: number, { part, of }: Shard): Generator<number> {
  for (let t = part; t < trials; t += of) yield t;
}

function* chunksOf(
  trials: Iterable<number>,
  isDone: (t: number) => boolean,
  size: () => number,
): Generator<readonly number[], undefined> {
  let chunk: number[] = [];
  for (const t of trials) {
    if (isDone(t)) continue;
    chunk.push(t);
    if (chunk.length < size()) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
  return undefined;
}

type Sequential = Extract<BoundPlan['plan']['stopping'], { kind: 'sequential' }>;

/** Looks are taken on whole prefixes, in order, so that the end does not depend on who was faster. */
export class Looks {
  stoppedAt: number | null = null;
  readonly #bound: BoundPlan;
  readonly #rule: Sequential;
  readonly #waiting = new Map<number, Row>();
  readonly #sums: RowSums;
  #next = 0;

  constructor(bound: BoundPlan, rule: Sequential) {
    this.#bound = bound;
    this.#rule = rule;
    this.#sums = new RowSums(bound);
  }

  offer(row: Row): void {
    this.#waiting.set(row.trial, row);
    for (;;) {
      const next = this.#waiting.get(this.#next);
      if (next === undefined || this.stoppedAt !== null) return;
      this.#waiting.delete(this.#next);
      this.#sums.add(next);
      this.#next++;
      const { every, metric, confidence, margin } = this.#rule;
      if (this.#next % every !== 0) continue;
      const moments = this.#sums.all[0];
      if (moments === undefined) continue;
      if (halfWidth(anytime(this.#bound, moments, metric, confidence)) <= margin) this.stoppedAt = this.#next;
    }
  }
}
