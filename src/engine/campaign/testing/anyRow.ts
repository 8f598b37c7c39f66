/** Rows of any kind for property tests, more than any campaign makes. */
import fc from 'fast-check';
import { BANDS } from '../run/bands.ts';
import { MARGIN, REASONS } from '../run/reasons.ts';
import type { Row } from '../run/row.ts';

const count = fc.integer({ min: 0, max: 100_000 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"a", \\', 'two\nlines'));
const real = fc.oneof(fc.double(), fc.constantFrom(-0, 0, Number.NaN, Number.POSITIVE_INFINITY));
export const anyRow: fc.Arbitrary<Row> = fc.record({
  trial: fc.nat(2 ** 50),
  stratum: fc.integer({ min: -1, max: 500 }),
  fault: text,
  tensor: maybe(text),
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
  maxAbsDiff: maybe(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })),
  reason: maybe(fc.constantFrom(...REASONS, MARGIN)),
  diedAt: maybe(text),
  deaths: fc.record(Object.fromEntries(REASONS.map((reason) => [reason, count]))) as fc.Arbitrary<
    Row['deaths']
  >,
}) as fc.Arbitrary<Row>;
