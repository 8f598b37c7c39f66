import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flipMagnitudes } from '#engine/formats/flipMagnitudes.ts';
import { float16 } from '#engine/formats/float16.ts';
import { float32 } from '#engine/formats/float32.ts';
import { bitAfterKey, bitRow, withFlips } from './bitRow.ts';
import { flipBars, worstFlip } from './flipBars.ts';

describe('bitRow', () => {
  const golden = 0x3dd56a1f;
  const row = bitRow(float32, golden, 0x7dd56a1e, new Set([30]));

  it('stands most significant first, with the letters of the format', () => {
    expect(row.map((bit) => bit.letter).join('')).toBe(`S${'E'.repeat(8)}${'M'.repeat(23)}`);
    expect(row.map((bit) => bit.digit).join('')).toBe((0x7dd56a1e).toString(2).padStart(32, '0'));
  });

  it('tells an own flip from a change that came from elsewhere', () => {
    const told = row.filter((bit) => bit.changed || bit.flipped);
    expect(told.map(({ bitIndex, flipped, changed }) => [bitIndex, flipped, changed])).toEqual([
      [30, true, true],
      [0, false, true],
    ]);
  });

  it('takes the width of its format', () => {
    expect(bitRow(float16, 0, 0, new Set()).length).toBe(16);
  });
});

it('withFlips is its own inverse and unsigned', () => {
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.uniqueArray(fc.nat(31)), (word, flips) => {
      expect(withFlips(withFlips(word, flips), flips)).toBe(word);
      expect(withFlips(word, flips)).toBeGreaterThanOrEqual(0);
    }),
  );
});

it.each([
  ['ArrowLeft', 30, 31],
  ['ArrowLeft', 31, 31],
  ['ArrowRight', 0, 0],
  ['ArrowUp', 3, 11],
  ['ArrowDown', 3, 0],
  ['Home', 5, 31],
  ['End', 5, 0],
  ['x', 5, null],
])('%s at bit %i goes to %s', (key, from, to) => {
  expect(bitAfterKey(key, from, 32)).toBe(to);
});

describe('flipBars', () => {
  const bars = (value: number) => flipBars(flipMagnitudes(float32, float32.encode(value)));

  it('is highest where a flip hurts most', () => {
    expect(worstFlip(bars(0.1))?.flip.bitIndex).toBe(30);
    expect(bars(0.1)[30]?.height).toBe(1);
    expect(bars(0.1)[0]?.height).toBeCloseTo(0.06);
  });

  it('names what leaves the numbers: bit 30 of 1 gives infinity, of 1.5 NaN', () => {
    expect(bars(1)[30]?.kind).toBe('infinity');
    expect(bars(1.5)[30]?.kind).toBe('nan');
    expect(worstFlip(bars(1.5))?.flip.bitIndex).toBe(30);
  });

  it('shows -0 as no change', () => {
    expect(bars(0)[31]).toMatchObject({ height: 0, kind: 'none' });
  });

  it('stays in 0..1 for every word', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (word) => {
        for (const bar of flipBars(flipMagnitudes(float32, word))) {
          expect(bar.height).toBeGreaterThanOrEqual(0);
          expect(bar.height).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
