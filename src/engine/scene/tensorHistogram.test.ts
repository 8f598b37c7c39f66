import { expect, test } from 'vitest';
import { PERCENTS, tensorHistogram } from './tensorHistogram.ts';

test('counts in bins of equal width, the last one closed; what is not finite is told apart', () => {
  const values = Float32Array.of(0, 1, 2, 3, 4, Number.NaN, Number.POSITIVE_INFINITY);
  const { counts, lowest, highest, elements, nonFinite } = tensorHistogram(values, 4);
  expect([...counts]).toEqual([1, 1, 1, 2]);
  expect({ lowest, highest, elements, nonFinite }).toEqual({
    lowest: 0,
    highest: 4,
    elements: 7,
    nonFinite: 2,
  });
});

test.each([
  { values: [], counts: [0, 0] },
  { values: [3, 3, 3], counts: [3, 0] },
])('a tensor without a span has one bin: $values', ({ values, counts }) => {
  expect([...tensorHistogram(Float32Array.from(values), 2).counts]).toEqual(counts);
});

test('percentiles rise', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
  const found = tensorHistogram(values, 10).percentiles;
  expect(found.map(({ percent }) => percent)).toEqual(PERCENTS);
  expect(found.map(({ value }) => value)).toEqual(found.map(({ value }) => value).sort((a, b) => a - b));
});
