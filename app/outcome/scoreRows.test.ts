import { expect, it } from 'vitest';
import { exactScores, faultyText, findClasses, scoreRows, scoreText } from './scoreRows.ts';

const top = (...indices: number[]) => indices.map((index) => ({ index, label: `c${index}`, score: 1 }));

it('shows every class of a small model on the scale 0..1', () => {
  const rows = scoreRows(Float32Array.of(0.25, 0.75), Float32Array.of(1, Number.NaN), top(1), top(0), [
    'a',
    'b',
  ]);
  expect(rows).toEqual([
    { index: 0, label: 'a', golden: 0.25, faulty: 1, goldenShare: 0.25, faultyShare: 1, beyond: false },
    {
      index: 1,
      label: 'b',
      golden: 0.75,
      faulty: Number.NaN,
      goldenShare: 0.75,
      faultyShare: 0,
      beyond: false,
    },
  ]);
});

it('shows the best of either run of a large model, on the golden scale', () => {
  const golden = new Float32Array(1000).fill(1);
  golden[9] = 4;
  const faulty = golden.slice();
  faulty[500] = 8;
  const rows = scoreRows(golden, faulty, top(9, 1, 2, 3, 4, 5), top(500, 9, 1, 2, 3), null);
  expect(rows.map(({ index }) => index)).toEqual([9, 1, 2, 3, 4, 500]);
  expect(rows.at(-1)).toMatchObject({ label: '500', goldenShare: 0.25, faultyShare: 1, beyond: true });
});

it.each([
  [0.994, '0.99'],
  [-3.2, '-3.20'],
  [Number.NaN, 'NaN'],
  [Infinity, '+Inf'],
  [-Infinity, '−Inf'],
  [3.5447e37, '3.5e37'],
])('writes %d as %s', (score, text) => {
  expect(scoreText(score)).toBe(text);
});

it.each([
  [1, 0, '0.00'],
  [0.9999989, 0.9999989, '1.00'],
  [0.9999989, 0.9999985, '≈1.00'],
  [1e-9, 2e-9, '0.00'],
  [Number.NaN, Number.NaN, 'NaN'],
  [0, Number.NaN, 'NaN'],
])('golden %d beside faulty %d is written %s', (golden, faulty, text) => {
  expect(faultyText(golden, faulty)).toBe(text);
});

it('has all digits for who asks', () => {
  expect(exactScores(Math.fround(0.9999989), Math.fround(1e-9))).toBe('golden 0.9999989, faulty 1e-9');
});

it('finds classes by words of their names, whole beginnings first, and by number', () => {
  const labels = ['water hen', 'kitchen', 'hen', 'bald eagle', 'great grey owl'];
  expect(findClasses(labels, 5, 'hen')).toEqual([0, 2, 1]);
  expect(findClasses(labels, 5, 'OWL gre')).toEqual([4]);
  expect(findClasses(labels, 5, '3')).toEqual([3]);
  expect(findClasses(null, 5, '4')).toEqual([4]);
  expect(findClasses(labels, 5, ' ')).toEqual([]);
});

it('shows the classes asked for', () => {
  const scores = new Float32Array(1000);
  expect(scoreRows(scores, scores, top(1), top(1), null, [700, 3]).map(({ index }) => index)).toEqual([
    700, 3,
  ]);
});

it('leaves out what shows as 0.00, save the best', () => {
  const golden = Float32Array.of(0.9, 0.1, ...new Array(18).fill(0));
  const faulty = Float32Array.of(0, 0, 1, ...new Array(17).fill(0));
  const entries = (values: Float32Array, ...indices: number[]) =>
    indices.map((index) => ({ index, label: '', score: values[index] as number }));
  const rows = scoreRows(golden, faulty, entries(golden, 0, 1, 2, 3), entries(faulty, 2, 0, 1, 3), null);
  expect(rows.map(({ index }) => index)).toEqual([0, 1, 2]);
});
