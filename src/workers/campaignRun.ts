/**
 * One campaign from its first trial to its last, over pauses and reloads: drives the pool, keeps the journal, adds up
 * the rows, and tells how it stands a few times a second. The page only shows what is told.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BoundPlan } from '#engine/campaign/plan/bindPlan.ts';
import { RowSums } from '#engine/campaign/report/moments.ts';
import { type Report, reportOf } from '#engine/campaign/report/summarise.ts';
import { driveCampaign } from '#engine/campaign/run/drive.ts';
import type { Journal } from '#engine/campaign/run/journal.ts';
import { boundOfRecord, checkSameCampaign } from '#engine/campaign/run/record.ts';
import type { Row } from '#engine/campaign/run/row.ts';
import type { CampaignPhase, CampaignRecord, CampaignRequest, CampaignStand } from './campaignApi.ts';
import type { KeptCampaign } from './campaignJournal.ts';
import type { CampaignPool, PoolEvents } from './campaignPool.ts';
import { Convergence } from './convergence.ts';
import type { ModelSource } from './labApi.ts';
import { Worst } from './worstRows.ts';

export interface CampaignSurroundings {
  readonly workers: number;
  readonly openPool: (request: CampaignRequest, count: number, events: PoolEvents) => Promise<CampaignPool>;
  readonly kept: (id: string) => Promise<KeptCampaign | undefined>;
  readonly keep: (campaign: KeptCampaign) => Promise<void>;
  readonly journalOf: (id: string) => Journal;
  readonly tell: (stand: CampaignStand) => void;
  readonly nowMs: () => number;
}

const TELL_EVERY_MS = 250;
/** A stand is told no oftener than so many times what it takes to make it. */
const TELL_SHARE = 6;

/** Plan and model decide which campaign it is (12 hexadecimal digits). */
export function campaignId({ plan, model, backend }: CampaignRecord): string {
  const text = JSON.stringify([plan, model.hash, backend]);
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
  #sums: RowSums | null = null;
  readonly #worst = new Worst();
  readonly #convergence = new Convergence();
  #rows: Row[] = [];
  #underWay = 0;
  #lost = 0;
  #weightsAfter: string | null = null;
  #started = { atMs: 0, done: 0 };
  #tellAtMs = 0;

  constructor(request: CampaignRequest, around: CampaignSurroundings) {
    this.#request = request;
    this.#around = around;
  }

  /** A campaign as it was left, without workers. */
  static async reopen(kept: KeptCampaign, around: CampaignSurroundings): Promise<CampaignRun> {
    const run = new CampaignRun({ ...sourceOf(kept), plan: kept.record.plan }, around);
    await run.#take(kept);
    run.#phase = kept.finished ? 'finished' : 'paused';
    run.#tell();
    return run;
  }

  get rows(): readonly Row[] {
    return this.#rows;
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

  pause(): void {
    if (this.#phase !== 'running') return;
    this.#phase = 'pausing';
    this.#tell();
  }

  /** To the end, to a pause, or to a failure, which is told and not thrown. */
  async go(): Promise<void> {
    if (this.#phase === 'running' || this.#phase === 'pausing' || this.#phase === 'finished') return;
    this.#phase = 'opening';
    this.#message = null;
    this.#tell();
    try {
      const pool = await this.#openPool();
      this.#phase = 'running';
      this.#started = { atMs: this.#around.nowMs(), done: this.#rows.length };
      this.#tell();
      await this.#drive(pool);
    } catch (error) {
      this.#phase = 'failed';
      this.#message = error instanceof Error ? error.message : String(error);
      this.#closePool();
    }
    this.#underWay = 0;
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
      const id = campaignId(record);
      const before = await kept(id);
      const planned = boundOfRecord(record).trials;
      const fresh = { id, ...sourceOf(this.#request), record, planned, done: 0, finished: false };
      if (before === undefined) await keep(fresh);
      else checkSameCampaign(before.record, record, 'What was kept');
      await this.#take(before ?? fresh);
    }
    return pool;
  }

  async #take(kept: KeptCampaign): Promise<void> {
    this.#kept = kept;
    this.#weightsAfter = kept.weightsAfter ?? null;
    this.#bound = boundOfRecord(kept.record);
    this.#sums = new RowSums(this.#bound);
    this.#add(await this.#around.journalOf(kept.id).read());
  }

  async #drive(pool: CampaignPool): Promise<void> {
    const { journalOf, keep, workers } = this.#around;
    const kept = this.#kept as KeptCampaign;
    const bound = this.#bound as BoundPlan;
    const journal = journalOf(kept.id);
    const { rows, finished } = await driveCampaign(bound, {
      runners: pool.runners,
      journal: { read: async () => this.#rows, append: (fresh) => journal.append(fresh) },
      chunk: chunkSize(bound.trials, workers),
      paused: () => this.#phase !== 'running',
      onProgress: ({ rows: fresh }) => {
        this.#add(fresh);
        this.#tellSometimes();
      },
    });
    if (!finished) {
      this.#phase = 'paused';
      return;
    }
    this.#rows = [...rows];
    this.#sums = new RowSums(bound);
    for (const row of rows) this.#sums.add(row);
    this.#worst.only(rows);
    this.#weightsAfter = await pool.weights();
    this.#closePool();
    this.#kept = { ...kept, finished: true, done: rows.length, weightsAfter: this.#weightsAfter };
    await keep(this.#kept);
    this.#phase = 'finished';
  }

  #add(rows: readonly Row[]): void {
    for (const row of rows) {
      this.#rows.push(row);
      this.#worst.offer(row);
      if (this.#sums === null) continue;
      this.#sums.add(row);
      this.#convergence.offer(this.#sums, this.#rows.length);
    }
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
    const { plan, modelUrl } = this.#request;
    const done = this.#rows.length + this.#underWay;
    const seconds = (nowMs - this.#started.atMs) / 1000;
    const going = this.#phase === 'running' || this.#phase === 'pausing';
    return {
      id: this.#kept?.id ?? '',
      phase: this.#phase,
      plan,
      modelUrl,
      done,
      planned: this.#bound?.trials ?? 0,
      trialsPerSecond: going && seconds > 0.5 ? (done - this.#started.done) / seconds : null,
      workers: this.#around.workers,
      lost: this.#lost,
      report: this.#sums === null || this.#rows.length === 0 ? null : slim(reportOf(this.#sums)),
      worst: this.#worst.rows,
      convergence: this.#convergence.points,
      facts: this.#kept && factsOf(this.#kept.record),
      weightsKept: this.#weightsAfter === null ? null : this.#weightsAfter === this.#kept?.record.weights,
      message: this.#message,
    };
  }
}

/** Small enough for a stand that narrows visibly and for little lost in a crash, large enough to share golden runs. */
export function chunkSize(trials: number, workers: number): number {
  return Math.max(10, Math.min(200, Math.ceil(trials / (10 * workers))));
}

/** What the page shows: lists that may be long and are not drawn stay here. */
const slim = (report: Report): Report => ({
  ...report,
  strata: [],
  domains: { ...report.domains, channel: [], class: [] },
});

const factsOf = ({ graph: _, plan: __, rates: ___, images: ____, ...facts }: CampaignRecord) => facts;

const sourceOf = ({ modelUrl, own }: ModelSource): ModelSource => ({ modelUrl, ...(own && { own }) });
