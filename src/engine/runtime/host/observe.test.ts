/** Against the definitions, element by element, for blocks of every kind and lengths on both sides of a block's end. */
import { expect, test } from 'vitest';
import { seededFloats } from '../../testing/seededFloats.ts';
import type { Observation } from '../device.ts';
import { observe } from './observe.ts';

const [NAN, OTHER_NAN, INF] = [0x7fc00000, 0xffc12345 | 0, 0x7f800000];

/** DESIGN section 3, written down. */
function byDefinition(golden: Int32Array, faulty: Int32Array): Observation {
  const g = new Float32Array(golden.buffer);
  const f = new Float32Array(faulty.buffer);
  const each = [...g.keys()];
  const [value, other] = [(i: number) => g[i] as number, (i: number) => f[i] as number];
  const finite = each.filter((i) => Number.isFinite(value(i)) && Number.isFinite(other(i)));
  const differences = finite.map((i) => Math.abs(other(i) - value(i)));
  const relative = finite
    .filter((i) => value(i) !== 0)
    .map((i) => Math.abs(other(i) - value(i)) / Math.abs(value(i)));
  const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0);
  return {
    size: each.length,
    changed: each.filter(
      (i) => golden[i] !== faulty[i] && !(Number.isNaN(value(i)) && Number.isNaN(other(i))),
    ).length,
    maxAbsDiff: differences.reduce((most, d) => Math.max(most, d), 0),
    l2: Math.sqrt(sum(differences.map((d) => d * d))),
    meanRelativeError: relative.length === 0 ? 0 : sum(relative) / relative.length,
    nan: each.filter((i) => Number.isNaN(other(i))).length,
    inf: each.filter((i) => Math.abs(other(i)) === Number.POSITIVE_INFINITY).length,
  };
}

/** A third zeros, of both signs; the rest of all sizes up to the greatest. */
function someWords(length: number, seed: string): Int32Array {
  const draw = seededFloats(seed);
  return Int32Array.from({ length }, () =>
    draw.below(3) === 0 ? draw.below(2) << 31 : (draw.below(2) << 31) | (draw.below(0x7f800) << 12),
  );
}

const KINDS: readonly (readonly [string, (words: Int32Array) => Int32Array])[] = [
  ['the same words', (words) => words],
  ['another sign of zero, and one word', (words) => words.with(3, words[3] === 0 ? -(2 ** 31) : 0)],
  ['words that all differ', (words) => words.map((word) => word ^ 1)],
  ['finite words of another draw', ({ length }) => someWords(length, 'another')],
  ['NaN and infinity here and there', (words) => words.map((word, i) => ([NAN, INF][i % 97] ?? word) | 0)],
];

/** Sums are taken in another order here. */
const near = (found: number, wanted: number): number =>
  Math.abs(found - wanted) <= 1e-9 * wanted ? wanted : found;

test.each(KINDS)('%s', (_, faultyOf) => {
  for (const length of [7, 2047, 2048, 5000]) {
    const finite = someWords(length, 'golden');
    for (const golden of [finite, finite.with(length - 1, OTHER_NAN)]) {
      const faulty = faultyOf(golden);
      const found = observe(golden, faulty);
      const wanted = byDefinition(golden, faulty);
      const { l2, meanRelativeError } = wanted;
      expect({
        ...found,
        l2: near(found.l2, l2),
        meanRelativeError: near(found.meanRelativeError, meanRelativeError),
      }).toEqual(wanted);
    }
  }
});
