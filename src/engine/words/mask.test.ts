import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../fixtures/faults.json';
import { float32Bits } from './float32.ts';
import { applyMask, composeMasks, decidesWord, IDENTITY_MASK, isIdentityMask } from './mask.ts';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const mask = fc.record({ and: int32, xor: int32 });

describe('the primitive (word & and) ^ xor', () => {
  it.each(golden.ieee754_float32)('$hex bit $pos: flip, stuck-at-0, stuck-at-1', (row) => {
    const before = Number.parseInt(row.hex, 16);
    const bit = 1 << row.pos;
    const bits = (value: number | string): number => float32Bits(Number(value));
    const flipped = applyMask(before, { and: -1, xor: bit });
    expect(`0x${flipped.toString(16).padStart(8, '0')}`).toBe(row.flip_hex);
    const stuck0 = applyMask(before, { and: ~bit, xor: 0 });
    const stuck1 = applyMask(before, { and: ~bit, xor: bit });
    expect(stuck0).toBe(bits(row.stuck0));
    if (row.stuck1 !== 'NaN') expect(stuck1).toBe(bits(row.stuck1));
    expect([stuck0, stuck1].sort()).toEqual([before, flipped].sort());
  });

  it('composes: two masks are one', () => {
    fc.assert(
      fc.property(word, mask, mask, (w, first, second) => {
        expect(applyMask(w, composeMasks(first, second))).toBe(applyMask(applyMask(w, first), second));
      }),
    );
  });

  it('has an identity on both sides', () => {
    fc.assert(
      fc.property(mask, (m) => {
        expect(composeMasks(IDENTITY_MASK, m)).toEqual(m);
        expect(composeMasks(m, IDENTITY_MASK)).toEqual(m);
      }),
    );
  });

  it('knows the identity and the mask that decides everything, by width', () => {
    expect(isIdentityMask(IDENTITY_MASK)).toBe(true);
    expect(isIdentityMask({ and: 0xffff, xor: 0 }, 16)).toBe(true);
    expect(isIdentityMask({ and: 0xffff, xor: 0 }, 32)).toBe(false);
    expect(isIdentityMask({ and: -1, xor: 1 })).toBe(false);
    expect(decidesWord({ and: 0, xor: 5 })).toBe(true);
    expect(decidesWord({ and: 0xffff0000 | 0, xor: 5 }, 16)).toBe(true);
    expect(decidesWord({ and: 0xffff0000 | 0, xor: 5 }, 32)).toBe(false);
  });
});
