/**
 * One campaign from its first trial to its last, over pauses and reloads: drives the pool, keeps the journal, adds up
 * the rows, and tells how it stands a few times a second. The page only shows what is told. Rows are in the journal and
 * nowhere else: memory does not grow with trials.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BoundPlan } from '#engine/campaign/plan/bindPlan.ts';
import { reportOf } from '#engine/campaign/report/summarise.ts';
import { ChunkPace } from '#engine/campaign/run/chunkPace.ts';
import { handOut } from '#engine/campaign/run/drive.ts';
import { boundOfRecord, checkSameCampaign } from '#engine/campaign/run/record.ts';
import type { Row } from '#engine/campaign/run/row.ts';
import { decodeRows } from '#engine/campaign/run/rowChunk.ts';
import type { CampaignPhase, CampaignRecord, CampaignRequest, CampaignStand } from './campaignApi.ts';
import type { ChunkJournal, KeptCampaign } from './campaignJournal.ts';
import type { CampaignPool, PoolEvents } from './campaignPool.ts';
import { CampaignSums } from './campaignSums.ts';
import type { ModelSource } from './labApi.ts';
import { orderedRows } from './orderedRows.ts';
import { RecentRate } from './recentRate.ts';

export interface CampaignSurroundings {
  readonly workers: number;
  readonly openPool: (request: CampaignRequest, count: number, events: PoolEvents) => Promise<CampaignPool>;
  readonly kept: (id: string) => Promise<KeptCampaign | undefined>;
  readonly keep: (campaign: KeptCampaign) => Promise<void>;
  /** How a finished campaign stood at its end. */
  readonly end: (id: string) => Promise<CampaignStand | undefined>;
  readonly keepEnd: (stand: CampaignStand) => Promise<void>;
  readonly journalOf: (id: string) => ChunkJournal;
  readonly tell: (stand: CampaignStand) => void;
  readonly nowMs: () => number;
}

const TELL_EVERY_MS = 250;
/** A stand is told no oftener than so many times what it takes to make it. */
const TELL_SHARE = 6;

/** Plan, model and data decide which campaign it is (12 hexadecimal digits). */
export function campaignId({ plan, model, backend }: CampaignRecord, dataset?: string): string {
  const text = JSON.stringify([plan, model.hash, backend, ...(dataset === undefined ? [] : [dataset])]);
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 12);
}

export class CampaignRun {
  readonly #around: CampaignSurroundings;
  readonly #request: CampaignRequest;
  #phase: CampaignPhase = 'opening';
  #message: string | null = null;
  #pool: CampaignPool | null = null;
  #kept: KeptCampaign | null = null;
  #bound: BoundPlan | null = null;
  /** Null until the rows were read. */
  #sums: CampaignSums | null = null;
  /** Rows being read from the beginning. */
  #reading: CampaignSums | null = null;
  /** Of a finished campaign. */
  #end: CampaignStand | null = null;
  #underWay = 0;
  #lost = 0;
  #weightsAfter: string | null = null;
  readonly #rate = new RecentRate();
  #tellAtMs = 0;

  constructor(request: CampaignRequest, around: CampaignSurroundings) {
    this.#request = request;
    // There is one graphics adapter, however many workers ask for it.
    this.#around = request.backend === 'webgpu' ? { ...around, workers: 1 } : around;
  }

  /** A campaign as it was left, without workers. */
  static async reopen(kept: KeptCampaign, around: CampaignSurroundings): Promise<CampaignRun> {
    const run = new CampaignRun(requestOf(kept), around);
    run.#place(kept);
    const end = kept.finished ? await around.end(kept.id) : undefined;
    if (end === undefined) await run.#read('reading');
    run.#end = end ?? null;
    run.#phase = kept.finished ? 'finished' : 'paused';
    run.#tell();
    return run;
  }

  get record(): CampaignRecord | null {
    return this.#kept?.record ?? null;
  }

  get finished(): boolean {
    return this.#kept?.finished === true;
  }

  /** Hash of the parameters after the last trial; null before that. */
  get weightsAfter(): string | null {
    return this.#weightsAfter;
  }

  /** By trial, some thousand at a time; of a plan that stopped early, those up to the look at which it did. */
  async *rows(): AsyncGenerator<readonly Row[]> {
    if (this.#kept === null) return;
    const end = (await this.sums()).looks?.stoppedAt ?? Number.POSITIVE_INFINITY;
    for await (const rows of orderedRows(this.#around.journalOf(this.#kept.id)))
      yield end === Number.POSITIVE_INFINITY ? rows : rows.filter(({ trial }) => trial < end);
  }

  /** Throws where no campaign is open. */
  async sums(): Promise<CampaignSums> {
    if (this.#sums === null) await this.#read(this.#phase);
    return this.#sums as unknown as CampaignSums;
  }

  pause(): void {
    if (this.#phase !== 'running') return;
    this.#phase = 'pausing';
    this.#tell();
  }

  /** To the end, to a pause, or to a failure, which is told and not thrown. */
  async go(): Promise<void> {
    if (this.#phase !== 'opening' && this.#phase !== 'paused' && this.#phase !== 'failed') return;
    this.#phase = 'opening';
    this.#message = null;
    this.#tell();
    let finished = false;
    try {
      const pool = await this.#openPool();
      const sums = await this.sums();
      this.#phase = 'running';
      this.#rate.start(this.#around.nowMs(), sums.done.count);
      this.#tell();
      finished = await this.#drive(pool, sums);
    } catch (error) {
      this.#phase = 'failed';
      this.#message = error instanceof Error ? error.message : String(error);
      this.#closePool();
    }
    this.#underWay = 0;
    if (finished) await this.#around.keepEnd(this.#stand(this.#around.nowMs()));
    this.#tell();
  }

  async #openPool(): Promise<CampaignPool> {
    if (this.#pool !== null) return this.#pool;
    const { openPool, workers, kept, keep } = this.#around;
    const pool = await openPool(this.#request, workers, {
      onTrials: (underWay) => {
        this.#underWay = underWay;
        this.#tellSometimes();
      },
      onLost: () => {
        this.#lost++;
        this.#tellSometimes();
      },
    });
    this.#pool = pool;
    if (this.#kept !== null) checkSameCampaign(this.#kept.record, pool.record, 'What was kept');
    else {
      const { record } = pool;
      const id = campaignId(record, this.#request.dataset?.id);
      const before = await kept(id);
      const planned = boundOfRecord(record).trials;
      const fresh = { id, ...sourceOf(this.#request), record, planned, done: 0, finished: false };
      if (before === undefined) await keep(fresh);
      else checkSameCampaign(before.record, record, 'What was kept');
      this.#place(before ?? fresh);
    }
    return pool;
  }

  #place(kept: KeptCampaign): void {
    this.#kept = kept;
    this.#weightsAfter = kept.weightsAfter ?? null;
    this.#bound = boundOfRecord(kept.record);
  }

  /** Adds up what is in the journal, in the order of trials. */
  async #read(phase: CampaignPhase): Promise<void> {
    const { id } = this.#kept as KeptCampaign;
    this.#phase = phase;
    const sums = new CampaignSums(this.#bound as BoundPlan);
    this.#reading = sums;
    for await (const rows of orderedRows(this.#around.journalOf(id))) {
      sums.add(rows);
      this.#tellSometimes();
    }
    sums.convergence.end(sums.rows, sums.done.count);
    this.#sums = sums;
    this.#reading = null;
  }

  /** False where it was paused. */
  async #drive(pool: CampaignPool, sums: CampaignSums): Promise<boolean> {
    const { journalOf, keep, workers, nowMs } = this.#around;
    const kept = this.#kept as KeptCampaign;
    const bound = this.#bound as BoundPlan;
    const journal = journalOf(kept.id);
    const pace = new ChunkPace(bound.trials, workers);
    await handOut(bound, {
      runners: pool.runners.map((runner) => async (trials: readonly number[]) => {
        const startMs = nowMs();
        const bytes = await runner(trials);
        pace.ran(trials.length, nowMs() - startMs);
        return bytes;
      }),
      looks: sums.looks,
      chunk: () => pace.next,
      isDone: (trial) => sums.done.has(trial),
      async keep(bytes) {
        const rows = decodeRows(bytes);
        const trials = rows.map(({ trial }) => trial);
        const [first, last] = [Math.min(...trials), Math.max(...trials)];
        await journal.append({ first, last, rows: rows.length, bytes });
        sums.add(rows);
      },
      paused: () => {
        this.#tellSometimes();
        return this.#phase !== 'running';
      },
    });
    if (sums.looks?.stoppedAt == null && sums.done.count < bound.trials) {
      this.#phase = 'paused';
      return false;
    }
    this.#underWay = 0;
    this.#weightsAfter = await pool.weights();
    this.#closePool();
    // In the order of trials, so that sums and charts are those of any other run to the last digit.
    await this.#read('closing');
    const done = (this.#sums as CampaignSums).done.count;
    this.#kept = { ...kept, finished: true, done, weightsAfter: this.#weightsAfter };
    await keep(this.#kept);
    this.#phase = 'finished';
    return true;
  }

  #closePool(): void {
    this.#pool?.close();
    this.#pool = null;
  }

  #tellSometimes(): void {
    if (this.#around.nowMs() >= this.#tellAtMs) this.#tell();
  }

  #tell(): void {
    const { nowMs, tell } = this.#around;
    const startMs = nowMs();
    tell(this.#stand(startMs));
    this.#tellAtMs = startMs + Math.max(TELL_EVERY_MS, TELL_SHARE * (nowMs() - startMs));
  }

  #stand(nowMs: number): CampaignStand {
    if (this.#end !== null) return this.#end;
    const { plan, modelUrl, dataset } = this.#request;
    const sums = this.#sums ?? this.#reading;
    const done = (sums?.done.count ?? 0) + this.#underWay;
    const going = this.#phase === 'running' || this.#phase === 'pausing';
    return {
      id: this.#kept?.id ?? '',
      phase: this.#phase,
      plan,
      modelUrl,
      dataset: dataset?.id ?? null,
      done,
      planned: this.#bound?.trials ?? 0,
      trialsPerSecond: going ? this.#rate.at(nowMs, done) : null,
      workers: this.#around.workers,
      lost: this.#lost,
      report: sums === null || sums.done.count === 0 ? null : { ...reportOf(sums.rows, SHOWN), strata: [] },
      worst: sums?.worst.rows ?? [],
      convergence: sums?.convergence.points ?? [],
      facts: this.#kept && factsOf(this.#kept.record),
      weightsKept: this.#weightsAfter === null ? null : this.#weightsAfter === this.#kept?.record.weights,
      message: this.#message,
    };
  }
}

/** What the page always shows; channels and classes are asked for, strata may be thousands. */
const SHOWN = ['layer', 'bit', 'layer-bit'] as const;

const factsOf = ({ graph: _, plan: __, rates: ___, images: ____, ...facts }: CampaignRecord) => facts;

const requestOf = (kept: KeptCampaign): CampaignRequest => {
  const { plan, backend } = kept.record;
  return { ...sourceOf(kept), plan, backend: backend === 'webgpu' ? 'webgpu' : 'wasm' };
};

const sourceOf = ({ modelUrl, own, dataset }: ModelSource): ModelSource => ({
  modelUrl,
  ...(own && { own }),
  ...(dataset && { dataset }),
});
