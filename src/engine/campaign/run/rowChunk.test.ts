import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BANDS } from './bands.ts';
import { DoneTrials } from './doneTrials.ts';
import { MARGIN, REASONS } from './reasons.ts';
import type { Row } from './row.ts';
import { decodeRows, encodeRows } from './rowChunk.ts';

const count = fc.integer({ min: 0, max: 100_000 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const real = fc.oneof(fc.double(), fc.constantFrom(-0, 0, Number.NaN, Number.POSITIVE_INFINITY));
const row: fc.Arbitrary<Row> = fc.record({
  trial: fc.nat(2 ** 50),
  stratum: fc.integer({ min: -1, max: 500 }),
  fault: fc.string(),
  tensor: maybe(fc.string()),
  element: maybe(fc.nat(2 ** 40)),
  bit: maybe(fc.nat(31)),
  image: maybe(count),
  label: maybe(fc.nat(999)),
  goldenTop: maybe(fc.nat(999)),
  faultyTop: maybe(fc.integer({ min: -1, max: 999 })),
  images: count,
  masked: count,
  benign: count,
  changed: count,
  sdc: count,
  due: count,
  sdc5: count,
  bands: fc.record(Object.fromEntries(BANDS.map((band) => [band, count]))) as fc.Arbitrary<Row['bands']>,
  labelled: count,
  goldenRight: count,
  faultyRight: count,
  lossChange: real,
  reason: maybe(fc.constantFrom(...REASONS, MARGIN)),
  diedAt: maybe(fc.string()),
  deaths: fc.record(Object.fromEntries(REASONS.map((reason) => [reason, count]))) as fc.Arbitrary<
    Row['deaths']
  >,
}) as fc.Arbitrary<Row>;

describe('chunks of rows', () => {
  it('give back every row as it was', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        expect(decodeRows(encodeRows(rows))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  const sample = fc.sample(row, { numRuns: 1, seed: 1 })[0] as Row;
  const campaign = Array.from({ length: 5000 }, (_, k): Row => {
    const fault = `conv2d/kernel[${k % 5},${k % 3},0,${k % 16}]:flip(${k % 32})`;
    return {
      ...sample,
      trial: 7000 + k,
      tensor: 'conv2d/kernel',
      element: (k * 7919) % 61706,
      bit: k % 32,
      fault,
    };
  });

  it('take a few bytes a row', () => {
    const bytes = encodeRows(campaign);
    expect(decodeRows(bytes)).toEqual(campaign);
    expect(bytes.length / campaign.length).toBeLessThan(12);
  });

  it('that are damaged say so', () => {
    const bytes = encodeRows(campaign);
    expect(() => decodeRows(bytes.subarray(0, bytes.length / 2), 'campaign x')).toThrow(
      /campaign x: .* damaged/,
    );
  });
});

it('DoneTrials counts each trial once', () => {
  const done = new DoneTrials(20);
  expect([3, 19, 3].map((trial) => done.add(trial))).toEqual([true, true, false]);
  expect([done.count, done.has(19), done.has(18)]).toEqual([2, true, false]);
});
