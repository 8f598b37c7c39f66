/** The words of a tensor on show, in the format it is stored in. */
import { type WordModel, wordModel } from '#app/bits/wordModel.ts';
import { wordsOf } from '#app/ui/paint.ts';
import type { TensorReply } from '#workers/labApi.ts';

export interface TensorWords {
  readonly golden: Uint32Array;
  readonly faulty: Uint32Array;
  readonly modelAt: (flatIndex: number) => WordModel;
}

export function tensorWords(
  reply: Pick<TensorReply, 'golden' | 'faulty'> &
    Partial<Pick<TensorReply, 'goldenWords' | 'faultyWords' | 'decoding'>>,
): TensorWords {
  return {
    golden: reply.goldenWords ?? wordsOf(reply.golden),
    faulty: reply.faultyWords ?? wordsOf(reply.faulty),
    modelAt: (flatIndex) => wordModel(reply.decoding ?? null, flatIndex),
  };
}
