/** Ends of a range to arguments and back: what is asked is what the format then spans, as near as it can. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStorageSpec } from '#engine/storage/storageSpec.ts';
import { endsKind, withEnds } from './rangeEnds.ts';
import { spreadOfValues } from './spread.ts';
import { storageCost } from './storageCost.ts';

const spread = spreadOfValues('layer/kernel', Float32Array.of(-0.7, -0.1, 0.2, 0.4), [4], false);

describe.each([
  ['int8(range=minmax)', 'free'],
  ['int4(range=mse,symmetric,axis=channel)', 'mirrored'],
  ['quantized_linear(6,0,alpha=1)', 'mirrored'],
  ['quantized_bits(6,0,alpha=1)', 'power'],
  ['quantized_relu(6,0)', 'power'],
  ['fixed(8,5)', 'power'],
  ['float16', 'none'],
  ['binary(alpha=1)', 'none'],
] as const)('%s', (text, kind) => {
  it(`has ends of the kind ${kind}`, () => {
    expect(endsKind(readStorageSpec(text))).toBe(kind);
  });

  it('spans what was asked, or stays', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 50, noNaN: true }), (reach) => {
        const moved = withEnds(text, { lowest: -reach, highest: reach }, 'both');
        if (kind === 'none') return moved === text;
        const { highest } = storageCost(spread, moved) ?? { highest: Number.NaN };
        const near = kind === 'power' ? Math.SQRT2 * 1.04 : 1.02;
        return highest < reach * near && highest > reach / near / (1 + 2 ** -3);
      }),
    );
  });
});

it.each([
  ['int8(range=minmax)', { lowest: -0.25, highest: 0.5 }, 'highest', 'int8(range=-0.25:0.5)'],
  [
    'int8(range=minmax,symmetric)',
    { lowest: -0.25, highest: 0.5 },
    'lowest',
    'int8(range=-0.25:0.25,symmetric)',
  ],
  ['uint8(range=mse,symmetric)', { lowest: -1, highest: 2 }, 'highest', 'uint8(range=0:2,symmetric)'],
  ['quantized_bits(6,0,alpha=1)', { lowest: -1, highest: 3.7 }, 'highest', 'quantized_bits(6,2,alpha=1)'],
  ['fixed(8,5)', { lowest: -1, highest: 1 }, 'highest', 'fixed(8,7)'],
  ['ufixed(8,8)', { lowest: 0, highest: 2 }, 'highest', 'ufixed(8,7)'],
] as const)('%s', (text, ends, moved, wanted) => {
  expect(withEnds(text, ends, moved)).toBe(wanted);
});

it('leaves alone what makes no range', () => {
  for (const text of ['int8(range=minmax)', 'quantized_bits(6,0,alpha=1)', 'int8(range=-1:1,symmetric)'])
    expect(withEnds(text, { lowest: 0.5, highest: 0 }, 'highest')).toBe(text);
});
