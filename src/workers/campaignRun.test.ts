import { describe, expect, it } from 'vitest';
import { bindPlan } from '#engine/campaign/plan/bindPlan.ts';
import { readPlan } from '#engine/campaign/plan/readPlan.ts';
import { trialOf } from '#engine/campaign/plan/trial.ts';
import { Worst } from '#engine/campaign/report/worstRows.ts';
import { BANDS } from '#engine/campaign/run/bands.ts';
import { ChunkPace } from '#engine/campaign/run/chunkPace.ts';
import { rowLine } from '#engine/campaign/run/journal.ts';
import { REASONS } from '#engine/campaign/run/reasons.ts';
import { encodeRows } from '#engine/campaign/run/rowChunk.ts';
import { columnsOf } from '#engine/campaign/run/rowColumns.ts';
import { smallGraph } from '#engine/campaign/testing/smallGraph.ts';
import { FLOAT32_TENSOR } from '#engine/formats/groupedFormat.ts';
import type { CampaignRecord, CampaignStand, Row } from './campaignApi.ts';
import type { Chunk, KeptCampaign } from './campaignJournal.ts';
import type { CampaignPool } from './campaignPool.ts';
import { CampaignRun, type CampaignSurroundings, campaignId } from './campaignRun.ts';
import { RecentRate } from './recentRate.ts';

const plan = readPlan('sampling: {kind: uniform, size: 300}\nseed: 4');
const images = [0, 1, 2];
const bound = bindPlan(plan, { graph: smallGraph, images, formatOf: () => FLOAT32_TENSOR });
const record = {
  kind: 'bitflip-campaign',
  plan,
  model: { id: 'm', name: 'M', hash: 'abcd' },
  backend: 'wasm',
  storage: {},
  rates: null,
  images,
  graph: smallGraph,
  weights: 'w',
} as unknown as CampaignRecord;

const noBands = Object.fromEntries(BANDS.map((band) => [band, 0])) as Row['bands'];

const noDeaths = Object.fromEntries(REASONS.map((reason) => [reason, 0])) as Row['deaths'];

/** Bit 30 is SDC; the rest is masked. */
function rowOfTrial(t: number): Row {
  const { text, faults } = trialOf(bound, t);
  const sdc = text.includes('flip(30)') ? 1 : 0;
  return {
    ...{ trial: t, stratum: 0, fault: text, tensor: faults[0]?.tensor.id ?? null, element: 0 },
    ...{ bit: sdc ? 30 : 1, image: 0, label: 0, goldenTop: 0, faultyTop: sdc, images: 1 },
    ...{ masked: 1 - sdc, benign: 0, changed: 0, sdc, due: 0, sdc5: 0, bands: { ...noBands, '0': 1 } },
    ...{ labelled: 1, goldenRight: 1, faultyRight: 1 - sdc, lossChange: sdc, maxAbsDiff: sdc },
    ...{ reason: null, diedAt: null, deaths: noDeaths },
  };
}

/** A device that keeps campaigns in memory. */
class Device {
  readonly kept = new Map<string, KeptCampaign>();
  readonly chunks = new Map<string, Chunk[]>();
  readonly ends = new Map<string, CampaignStand>();
  readonly stands: CampaignStand[] = [];
  ran = 0;

  around(run: (trials: readonly number[]) => Promise<readonly Row[]>): CampaignSurroundings {
    let clockMs = 0;
    const runner = async (trials: readonly number[]) => {
      const rows = await run(trials);
      this.ran += rows.length;
      return encodeRows(columnsOf(rows));
    };
    const pool: CampaignPool = {
      record,
      runners: [runner, runner],
      weights: async () => 'w',
      close: () => undefined,
    };
    return {
      workers: 2,
      openPool: async () => pool,
      kept: async (id) => this.kept.get(id),
      keep: async (campaign) => void this.kept.set(campaign.id, campaign),
      end: async (id) => this.ends.get(id),
      keepEnd: async (stand) => void this.ends.set(stand.id, stand),
      journalOf: (id) => ({
        places: async () =>
          (this.chunks.get(id) ?? [])
            .map(({ first, last }, key) => ({ key, first, last }))
            .sort((a, b) => a.first - b.first),
        read: async ({ key }) => this.chunks.get(id)?.[key]?.bytes ?? new Uint8Array(),
        append: async (chunk) => void this.chunks.set(id, [...(this.chunks.get(id) ?? []), chunk]),
      }),
      tell: (stand) => this.stands.push(stand),
      nowMs: () => (clockMs += 100),
    };
  }

  get last(): CampaignStand {
    return this.stands.at(-1) as CampaignStand;
  }
}

async function linesOf(run: CampaignRun): Promise<string[]> {
  const found: string[] = [];
  for await (const rows of run.rows()) found.push(...rows.map(rowLine));
  return found;
}
const all = Array.from({ length: bound.trials }, (_, t) => rowOfTrial(t));
const allLines = all.map(rowLine);
const honest = async (trials: readonly number[]) => trials.map(rowOfTrial);
const request = { modelUrl: 'models/m/', plan, backend: 'wasm' } as const;

describe('CampaignRun', () => {
  it('runs every trial once and adds the rows up', async () => {
    const device = new Device();
    const run = new CampaignRun(request, device.around(honest));
    await run.go();
    expect(await linesOf(run)).toEqual(allLines);
    expect(device.last).toMatchObject({ phase: 'finished', done: 300, planned: 300, weightsKept: true });
    const sdc = all.reduce((sum, row) => sum + row.sdc, 0);
    expect(sdc).toBeGreaterThan(0);
    expect(device.last.report?.overall.sdc.rate).toBeCloseTo(sdc / 300, 12);
    const rates = device.last.report;
    expect(rates?.accuracy?.interval.low).toBeCloseTo(1 - (rates?.overall.sdc.high ?? 0), 9);
    expect(rates?.accuracy?.interval.high).toBeCloseTo(1 - (rates?.overall.sdc.low ?? 0), 9);
    expect(device.kept.get(campaignId(record))).toMatchObject({ finished: true, done: 300 });
    const { convergence } = device.last;
    expect([convergence[0]?.n, convergence.at(-1)?.n]).toEqual([10, 300]);
    expect(convergence.at(-1)?.rates.masked).toMatchObject({ n: convergence.at(-1)?.n });
    const width = (k: number) => {
      const { low = 0, high = 0 } = convergence.at(k)?.rates.sdc ?? {};
      return high - low;
    };
    expect(width(-1)).toBeLessThan(width(0) / 3);
    await CampaignRun.reopen(device.kept.get(campaignId(record)) as KeptCampaign, device.around(honest));
    expect(device.last.convergence).toEqual(convergence);
  });

  it('paused, left, and gone on with: the same rows, none run twice', async () => {
    const device = new Device();
    const first = new CampaignRun(
      request,
      device.around(async (trials) => {
        if (device.ran > 60) first.pause();
        return honest(trials);
      }),
    );
    await first.go();
    expect(device.last.phase).toBe('paused');
    expect(device.ran).toBeLessThan(300);
    const kept = device.kept.get(campaignId(record)) as KeptCampaign;
    const second = await CampaignRun.reopen(kept, device.around(honest));
    expect(device.last).toMatchObject({ phase: 'paused', done: device.ran });
    await second.go();
    expect(await linesOf(second)).toEqual(allLines);
    expect(device.ran).toBe(300);
    expect(device.last.worst).toEqual(worstOf(all));
  });

  it('tells a failure and keeps what was run; the same plan begun again goes on', async () => {
    const device = new Device();
    const failing = async (trials: readonly number[]) => {
      if (device.ran > 100) throw new Error('no memory');
      return honest(trials);
    };
    await new CampaignRun(request, device.around(failing)).go();
    expect(device.last).toMatchObject({ phase: 'failed', message: 'no memory' });
    const again = new CampaignRun(request, device.around(honest));
    await again.go();
    expect(await linesOf(again)).toEqual(allLines);
    expect(device.ran).toBe(300);
  });
});

describe('campaignId', () => {
  it.each([
    ['plan', { ...record, plan: { ...plan, seed: 5 } }],
    ['model', { ...record, model: { ...record.model, hash: 'abce' } }],
    ['back end', { ...record, backend: 'cpu' }],
  ])('differs by %s', (_, other) => {
    expect(campaignId(other)).not.toBe(campaignId(record));
  });
});

describe('RecentRate', () => {
  it('is that of the last seconds, and null before anything is known', () => {
    const rate = new RecentRate();
    rate.start(0, 100);
    expect(rate.at(400, 110)).toBeNull();
    expect(rate.at(1000, 110)).toBe(10);
    for (let second = 2; second <= 40; second++)
      rate.at(1000 * second, second <= 20 ? 110 : 110 + 50 * (second - 20));
    expect(rate.at(41_000, 110 + 50 * 21)).toBe(50);
  });
});

describe('ChunkPace', () => {
  it.each([
    ['a slow model: one trial a second', 1_000_000, 1, 0, 3],
    ['400 trials a second', 1_000_000, 400, 0, 1024],
    ['a second for every chunk, whatever its size', 1_000_000, 3000, 1000, 4096],
    ['so fast that writing is what takes time', 10_000_000, 150_000, 0, 8000],
    ['few trials: a tenth of its part', 3000, 5000, 0, 150],
  ])('%s', (_, trials, perSecond, eachMs, wanted) => {
    const pace = new ChunkPace(trials, 2);
    expect(pace.next).toBe(16);
    for (let k = 0; k < 20; k++) pace.ran(pace.next, eachMs + (pace.next / perSecond) * 1000);
    expect(pace.next).toBe(wanted);
  });
});

function worstOf(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ sdc }) => sdc === 1).slice(0, 20);
}

describe('Worst', () => {
  it('puts silent wrong answers before those that show, and does not depend on the order', () => {
    const row = (trial: number, more: Partial<Row>) => ({ ...rowOfTrial(0), sdc: 0, due: 0, trial, ...more });
    const rows = [
      row(1, { due: 1 }),
      row(2, { sdc: 1, lossChange: 1 }),
      row(3, {}),
      row(4, { sdc: 1, lossChange: 9 }),
    ];
    for (const order of [rows, rows.toReversed()]) {
      const worst = new Worst();
      for (const each of order) worst.offer(each);
      expect(worst.rows.map(({ trial }) => trial)).toEqual([4, 2, 1]);
    }
  });

  it('goes by how far outputs moved where there are no classes', () => {
    const row = (trial: number, more: Partial<Row>) => ({
      ...rowOfTrial(0),
      sdc: 0,
      masked: 0,
      trial,
      ...more,
    });
    const worst = new Worst();
    const rows = [
      row(1, { changed: 1, maxAbsDiff: 0.5 }),
      row(2, { changed: 1, maxAbsDiff: 7 }),
      row(3, { due: 1 }),
    ];
    for (const each of rows) worst.offer(each);
    expect(worst.rows.map(({ trial }) => trial)).toEqual([3, 2, 1]);
  });
});
