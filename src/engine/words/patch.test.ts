import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, composeAll, EMPTY_PATCH, isIdentity, type Patch, uniformPatch } from './patch.ts';

const SIZE = 12;
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const patch: fc.Arbitrary<Patch> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: SIZE - 1 }), int32, int32), {
    selector: (entry) => entry[0],
  })
  .map((entries) => {
    const sorted = entries.sort((a, b) => a[0] - b[0]);
    const column = (c: 0 | 1 | 2): Int32Array => Int32Array.from(sorted, (entry) => entry[c]);
    return { indices: column(0), and: column(1), xor: column(2) };
  });

describe('patches', () => {
  it('change the words at their indices and no others', () => {
    const words = Uint32Array.of(0x3f800000, 0x3f800000, 0x3f800000);
    applyPatch(words, uniformPatch(Int32Array.of(1), { and: -1, xor: 1 << 30 }));
    expect([...words]).toEqual([0x3f800000, 0x7f800000, 0x3f800000]);
  });

  it('keep NaN payloads, signalling ones too', () => {
    const floats = new Float32Array(3);
    const words = new Int32Array(floats.buffer);
    applyPatch(words, {
      indices: Int32Array.of(0, 2),
      and: Int32Array.of(0, -1),
      xor: Int32Array.of(0x7f800001, 0),
    });
    applyPatch(words, uniformPatch(Int32Array.of(0), { and: -1, xor: 2 }));
    expect(words[0]).toBe(0x7f800003);
  });

  it('compose: one patch does what a sequence does', () => {
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 7 }), (patches) => {
        const start = Int32Array.from({ length: SIZE }, (_, i) => Math.imul(i + 1, 0x9e3779b1));
        const one = start.slice();
        const sequence = start.slice();
        const composed = composeAll(patches);
        applyPatch(one, composed);
        for (const each of patches) applyPatch(sequence, each);
        expect([...one]).toEqual([...sequence]);
        expect([...composed.indices]).toEqual([...new Set(composed.indices)].sort((a, b) => a - b));
      }),
    );
  });

  it('know when they change nothing', () => {
    const flip = uniformPatch(Int32Array.of(3, 4), { and: -1, xor: 8 });
    expect(isIdentity(EMPTY_PATCH)).toBe(true);
    expect(isIdentity(flip)).toBe(false);
    expect(isIdentity(uniformPatch(Int32Array.of(0), { and: -2, xor: 0 }))).toBe(false);
    const cancelled = composeAll([flip, flip]);
    expect(isIdentity(cancelled)).toBe(true);
    expect([...cancelled.indices]).toEqual([3, 4]);
  });
});
