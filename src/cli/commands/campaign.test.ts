import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS } from '#engine/campaign/run/row.ts';
import { PACKAGE_ROOT } from '../place.ts';
import { call, callJson } from '../testing/captured.ts';
import { type Schema, violations } from '../testing/jsonSchema.ts';
import { freshFolder } from '../testing/writtenModel.ts';

const PLAN = `
model: lenet5
seed: 3
population: {bits: [29, 30, 31]}
sampling: {kind: stratified, by: layer-bit, allocation: equal, size: 90}
inputs: {images: "0:4", only: golden-correct}
`;

interface Summary {
  readonly finished: boolean;
  readonly weights: { readonly before: string; readonly after: string | null };
  readonly trials: { readonly planned: number; readonly done: number };
  readonly overall: Readonly<
    Record<string, { readonly rate: number; readonly low: number; readonly high: number }>
  >;
  readonly domains: { readonly bit: readonly { readonly bit: number }[] };
}

let folder: string;
const rowsOf = (name: string) => readFile(join(folder, name, 'rows.csv'), 'utf8');

beforeAll(async () => {
  folder = await freshFolder();
  await writeFile(join(folder, 'plan.yaml'), PLAN);
}, 60_000);

describe('bitflip campaign', () => {
  it('writes rows, summary, report; the same as in shards, put together', async () => {
    const whole = await callJson<Summary>(['campaign', 'plan.yaml', '--out', 'whole'], { folder });
    expect(whole.finished).toBe(true);
    expect(whole.weights.after).toBe(whole.weights.before);
    expect(whole.trials).toMatchObject({ planned: 90, done: 90 });
    expect(whole.domains.bit.map(({ bit }) => bit)).toEqual([29, 30, 31]);
    const critical = whole.overall['critical'];
    expect(critical?.low).toBeLessThan(critical?.rate ?? 0);
    expect(critical?.high).toBeGreaterThan(critical?.rate ?? 1);

    for (const part of ['1/3', '3/3', '2/3'])
      await call(['campaign', 'plan.yaml', '--out', `part${part[0]}`, '--shard', part], { folder });
    const merged = await callJson<Summary>(['report', 'part3', 'part1', 'part2', '--out', 'merged'], {
      folder,
    });
    expect(await rowsOf('merged')).toBe(await rowsOf('whole'));
    const schema = await readFile(join(PACKAGE_ROOT, 'docs', 'schema', 'report.schema.json'), 'utf8');
    expect(violations(merged, JSON.parse(schema) as Schema)).toEqual([]);
    expect(merged.overall).toEqual(whole.overall);
    expect(merged.domains).toEqual(whole.domains);

    const page = await readFile(join(folder, 'whole', 'report.html'), 'utf8');
    expect(page).toContain('By layer and bit');
    expect(page).not.toMatch(/<script|https?:\/\/|url\(/);
  });

  it('leaves shortcuts out, all or by name, for the same rows', async () => {
    for (const [name, ...how] of [
      ['naive', '--naive'],
      ['some', '--without', 'banks,exits'],
    ] as const) {
      await call(['campaign', 'plan.yaml', '--out', name, ...how], { folder });
      expect(await rowsOf(name)).toBe(await rowsOf('whole'));
    }
    const { stderr } = await call(['campaign', 'plan.yaml', '--out', 'x', '--without', 'luck'], { folder });
    expect(stderr).toContain('got "luck", wanted some of resume, proofs, banks, stacks, exits, sparse');
  });

  it('goes on where it was interrupted, and says the same in the end', async () => {
    const { status } = await call(['campaign', 'plan.yaml', '--out', 'cut'], { folder });
    expect(status).toBe(0);
    const journal = join(folder, 'cut', 'journal.jsonl');
    const lines = (await readFile(journal, 'utf8')).split('\n');
    // As after a crash: some rows are there, the last one only in part.
    await writeFile(journal, `${lines.slice(0, 31).join('\n')}\n${(lines[31] as string).slice(0, 17)}`);
    expect((await callJson<Summary>(['report', 'cut'], { folder })).trials.done).toBe(31);
    expect((await call(['campaign', 'plan.yaml', '--out', 'cut'], { folder })).stderr).toContain(
      'give --resume',
    );
    await call(['campaign', 'plan.yaml', '--out', 'cut', '--resume'], { folder });
    expect(await rowsOf('cut')).toBe(await rowsOf('whole'));
  });

  it('rows in Parquet are those of the CSV file', async () => {
    const bytes = await readFile(join(folder, 'whole', 'rows.parquet'));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const rows = (await parquetReadObjects({ file })) as Readonly<Record<string, unknown>>[];
    const [header, ...lines] = (await rowsOf('whole')).trim().split('\n');
    expect(header).toBe(COLUMNS.join(','));
    const quoted = (value: unknown) => (/,/.test(String(value)) ? `"${value}"` : `${value ?? ''}`);
    expect(rows.map((row) => COLUMNS.map((column) => quoted(row[column])).join(','))).toEqual(lines);
  });

  it('refuses another plan in the same folder, and parts of different campaigns', async () => {
    await writeFile(join(folder, 'other.yaml'), PLAN.replace('seed: 3', 'seed: 4'));
    const resumed = await call(['campaign', 'other.yaml', '--out', 'whole', '--resume'], { folder });
    expect(resumed).toMatchObject({ status: 2, stdout: '' });
    expect(resumed.stderr).toContain('is another campaign: plan differ');
    await call(['campaign', 'other.yaml', '--out', 'other'], { folder });
    expect((await call(['report', 'whole', 'other'], { folder })).stderr).toContain('is another campaign');
  });

  it('stops early where the plan says so, and not in shards', async () => {
    const plan = `model: lenet5
population: {bits: "0:10"}
sampling: {kind: uniform, size: 400}
stopping: {kind: sequential, margin: 0.04, every: 50, confidence: 0.9}
inputs: {images: "0:2"}`;
    await writeFile(join(folder, 'early.yaml'), plan);
    const { finished, trials } = await callJson<Summary>(['campaign', 'early.yaml', '--out', 'early'], {
      folder,
    });
    expect(finished).toBe(true);
    expect(trials.done).toBeLessThan(400);
    expect(trials.done % 50).toBe(0);
    const sharded = await call(['campaign', 'early.yaml', '--out', 'early1', '--shard', '1/2'], { folder });
    expect(sharded.stderr).toContain('cannot run in shards');
    expect((await callJson<Summary>(['report', 'early'], { folder })).trials).toEqual(trials);
  });

  it('hands its faults on as a fault list, and runs that list to the same counts', async () => {
    const plan = 'model: lenet5\nunit: fault\npopulation: {tensors: [kernel], bits: [30, 2]}\n';
    const rest = 'inputs: {images: "0:3"}\nsampling: ';
    await writeFile(join(folder, 'drawn.yaml'), `${plan}${rest}{kind: uniform, size: 40}`);
    const told = await callJson<{ listed: number }>(['plan', 'drawn.yaml', '--list', 'drawn.csv'], {
      folder,
    });
    expect(told.listed).toBe(40);
    await call(['campaign', 'drawn.yaml', '--out', 'drawn'], { folder });
    await writeFile(join(folder, 'again.yaml'), `${plan}${rest}{kind: list, file: drawn.csv}`);
    await call(['campaign', 'again.yaml', '--out', 'again'], { folder });
    // Stratum apart, of which a list has none.
    const bare = async (name: string) =>
      (await rowsOf(name)).split('\n').map((line) => line.replace(/^(\d+),-?\d+,/, '$1,'));
    expect(await bare('again')).toEqual(await bare('drawn'));
    expect((await call(['plan', 'drawn.yaml', '--list', 'no/such/folder.csv'], { folder })).stderr).toContain(
      '--list: ',
    );
  });

  it("runs a peer's fault list, and answers in its table; tensors stored as integers have fewer bits", async () => {
    await writeFile(
      join(folder, 'list.csv'),
      'Injection,Layer,TensorIndex,Bit\n0,dense_2.weight,"(3, 83)",7\n1,dense.bias,"(2,)",30\n',
    );
    await writeFile(
      join(folder, 'list.yaml'),
      `model: lenet5
unit: fault
bands: spikingjet
storage: ["weights=int8(range=minmax)"]
sampling: {kind: list, file: list.csv}
inputs: {images: "0:4"}`,
    );
    const done = await callJson<{ plan: { sampling: { faults: string[] } } }>(
      ['campaign', 'list.yaml', '--out', 'list'],
      { folder },
    );
    expect(done.plan.sampling.faults).toEqual(['dense_2/kernel[83,3]:flip(7)', 'dense/bias[2]:flip(30)']);
    const table = await readFile(join(folder, 'list', 'spikingjet.csv'), 'utf8');
    expect(table).toMatch(/^,dense.bias,dense_2.weight\n# of faults,1,1\n# of injections,4,4\n/);
    await writeFile(
      join(folder, 'int8.yaml'),
      'model: lenet5\nstorage: ["weights=int8(range=minmax)"]\nsampling: {kind: uniform, size: 9}\npopulation: {tensors: [kernel]}',
    );
    expect(await callJson(['plan', 'int8.yaml'], { folder })).toMatchObject({ N: 61_470 * 8 });
  });

  it.each([
    [['campaign', 'nothing.yaml', '--out', 'x'], 'there is no such file'],
    [['campaign', 'plan.yaml', '--out', 'x', '--shard', '0/2'], '--shard: got "0/2"'],
    [['campaign', 'plan.yaml', '--out', 'x', '--model', 'nothing'], 'Model "nothing"'],
    [['campaign', 'plan.yaml'], 'campaign needs --out DIR'],
    [['report', 'nowhere'], 'holds no campaign'],
    [['report'], 'report takes DIR'],
  ])('says what is wrong: %j', async (words, message) => {
    const { status, stderr } = await call(words, { folder });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('bitflip plan PLAN', () => {
  it('says what would be drawn', async () => {
    const document = await callJson<Readonly<Record<string, unknown>>>(['plan', 'plan.yaml'], { folder });
    expect(document).toMatchObject({ N: 61_706 * 3, sampleSize: 90, nExact: null, units: 61_706 * 3 * 4 });
    expect((document['strata'] as unknown[]).length).toBe(15);
    const { stdout } = await call(['plan', 'plan.yaml'], { folder });
    expect(stdout).toContain('61,706 elements of 10 tensors x 3 = 185,118 possible faults');
  });
});
