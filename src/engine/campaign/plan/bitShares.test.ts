import { describe, expect, it } from 'vitest';
import { bfloat16 } from '../../formats/bfloat16.ts';
import type { WordFormat } from '../../formats/format.ts';
import { FLOAT32_TENSOR, uniformFormat } from '../../formats/groupedFormat.ts';
import { bitShares } from './bitShares.ts';

const wordsOf = (...values: number[]) => new Uint32Array(Float32Array.from(values).buffer);

describe('shares of ones', () => {
  it('are counted over all tensors of a name', () => {
    // 1 is 0x3f800000, -2 is 0xc0000000, 0.5 is 0x3f000000.
    const [kernel, bias] = bitShares([
      { tensor: 'kernel', format: FLOAT32_TENSOR, words: wordsOf(1, -2) },
      { tensor: 'bias', format: FLOAT32_TENSOR, words: wordsOf(0) },
      { tensor: 'kernel', format: FLOAT32_TENSOR, words: wordsOf(0.5, 0.5) },
    ]);
    expect(kernel).toMatchObject({ tensor: 'kernel', format: 'float32', elements: 4 });
    expect([31, 30, 29, 24, 23, 22].map((bit) => kernel?.ones[bit])).toEqual([
      0.25, 0.25, 0.75, 0.75, 0.25, 0,
    ]);
    expect(bias?.ones).toEqual(new Array(32).fill(0));
  });

  it('are those of the words that are stored', () => {
    const format = uniformFormat<WordFormat>(bfloat16);
    const [half, whole] = bitShares([
      { tensor: 'kernel', format, words: wordsOf(1, -2) },
      { tensor: 'kernel', format: FLOAT32_TENSOR, words: wordsOf(1) },
    ]);
    expect(half?.ones).toEqual([...new Array(7).fill(0), 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(whole).toMatchObject({ format: 'float32', elements: 1 });
  });
});
