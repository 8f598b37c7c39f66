import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare } from './comparison.ts';
import { mostChanged } from './mostChanged.ts';
import { cutsOf } from './tensorCuts.ts';
import { changeCounts, mostChangedFirst } from './tileOrder.ts';

it('is the head of all changes sorted by size, ties by index', () => {
  const value = fc.oneof(fc.constantFrom(0, 1, -1, 2, Number.NaN, Infinity), fc.float({ noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      (pairs, count) => {
        const golden = Float32Array.from(pairs, ([before]) => before);
        const faulty = Float32Array.from(pairs, ([, after]) => after);
        const comparison = compare(golden, faulty);
        const size = (i: number) => {
          const change =
            comparison.changed === 0 ? (golden[i] as number) : (faulty[i] as number) - (golden[i] as number);
          return Number.isNaN(change) ? Infinity : Math.abs(change);
        };
        const candidates = [...golden.keys()].filter(
          (i) => comparison.changed === 0 || comparison.changedAt(i),
        );
        const wanted = candidates
          .sort((a, b) => (size(a) === size(b) ? a - b : size(a) > size(b) ? -1 : 1))
          .slice(0, count);
        expect(mostChanged(comparison, count)).toEqual(wanted);
      },
    ),
  );
});

it('puts the tiles with most changes first, ties by number', () => {
  const golden = new Float32Array(4 * 5);
  const faulty = golden.slice();
  for (const [place, channel] of [
    [0, 3],
    [1, 3],
    [0, 1],
    [2, 4],
  ] as const)
    faulty[place * 5 + channel] = 1;
  const [family] = cutsOf([2, 2, 5], 'value').familiesAt(0);
  if (!family) throw new Error('no channels');
  const counts = changeCounts(family, compare(golden, faulty));
  expect([...counts]).toEqual([0, 1, 0, 2, 1]);
  const order = mostChangedFirst(counts);
  expect([0, 1, 2, 3, 4].map(order.tileAt)).toEqual([3, 1, 4, 0, 2]);
  expect([0, 1, 2, 3, 4].map((tile) => order.tileAt(order.placeOf(tile)))).toEqual([0, 1, 2, 3, 4]);
});
