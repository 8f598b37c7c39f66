import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixedPoint } from './fixedPoint.ts';
import { flipMagnitudes } from './flipMagnitudes.ts';
import { float8e5m2 } from './float8e5m2.ts';
import { float32 } from './float32.ts';
import { tensorFlips } from './tensorFlips.ts';

it('moves every fixed-point word by the weight of the bit', () => {
  const format = fixedPoint(6, 4);
  const words = Uint32Array.of(0, 5, 63, 32, 5, 5);
  const flips = tensorFlips(words, () => format);
  expect(flips.map(({ meanChange, maxChange }) => [meanChange, maxChange])).toEqual(
    [0, 1, 2, 3, 4, 5].map((bit) => [2 ** (bit - 4), 2 ** (bit - 4)]),
  );
  expect(flips.map(({ field }) => field)).toEqual([
    'fraction',
    'fraction',
    'fraction',
    'fraction',
    'integer',
    'sign',
  ]);
});

it('weighs channels by their own scale', () => {
  const channels = [fixedPoint(4, 0), fixedPoint(4, 3)] as const;
  const flips = tensorFlips(Uint32Array.of(1, 1, 2, 2), (i) => channels[i % 2 === 0 ? 0 : 1]);
  expect(flips[2]?.meanChange).toBe((4 + 0.5) / 2);
  expect(flips[2]?.maxChange).toBe(4);
});

it('counts what leaves the finite numbers, and leaves it out of the mean', () => {
  const words = Uint32Array.from(
    [1, 1.5, 0.5, Number.POSITIVE_INFINITY, Number.NaN].map((x) => float32.encode(x)),
  );
  const [flip] = tensorFlips(words, () => float32).slice(30, 31);
  expect(flip).toMatchObject({ becomesInfinite: 1, becomesNaN: 1, meanChange: 2 ** 127 - 0.5 });
  expect(tensorFlips(new Uint32Array(0), () => float32)).toEqual([]);
});

it('is the mean of what each word does', () => {
  const anyWords = fc.array(fc.nat(0x7b), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(anyWords, (list) => {
      const flips = tensorFlips(Uint32Array.from(list), () => float8e5m2);
      flips.forEach(({ bitIndex, meanChange }) => {
        const changes = list
          .map((word) => flipMagnitudes(float8e5m2, word)[bitIndex]?.change as number)
          .filter((change) => Number.isFinite(change));
        const mean =
          changes.length === 0 ? 0 : changes.reduce((sum, change) => sum + change, 0) / changes.length;
        expect(meanChange).toBeCloseTo(mean, 6);
      });
    }),
  );
});
