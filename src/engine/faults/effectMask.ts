/**
 * Effects as masks on words of a format: flip is ^ m, stuck-at-0 is & ~m, stuck-at-1 is & ~m ^ m, set and
 * zero replace the word. Stuck-at as in SpikingJET and SCI-FI, flips as in TensorFI2 and InjectTF2.
 */
import { fieldOf, type WordFormat } from '../formats/format.ts';
import { LabError } from '../labError.ts';
import type { WordMask } from '../words/mask.ts';
import type { Effect } from './fault.ts';

/** Throws LabError 'bad-fault' where a bit or a word does not fit into the format. */
export function effectMask(effect: Effect, format: WordFormat): WordMask {
  switch (effect.kind) {
    case 'flip':
      // Exclusive or: a bit that stands twice is flipped back.
      return { and: -1, xor: bitMasks(effect.bits, format).reduce((xor, bit) => xor ^ bit, 0) };
    case 'stuck0':
      return { and: ~union(effect.bits, format), xor: 0 };
    case 'stuck1': {
      const stuck = union(effect.bits, format);
      return { and: ~stuck, xor: stuck };
    }
    case 'set':
      return { and: 0, xor: format.encode(effect.value) | 0 };
    case 'setWord':
      if (effect.word >= 2 ** format.width) {
        throw misfit(
          `word 0x${effect.word.toString(16)}`,
          `at most 0x${(2 ** format.width - 1).toString(16)}`,
          format,
        );
      }
      return { and: 0, xor: effect.word | 0 };
    case 'zero':
      return { and: 0, xor: format.encode(0) | 0 };
  }
}

function union(bits: readonly number[], format: WordFormat): number {
  return bitMasks(bits, format).reduce((mask, bit) => mask | bit, 0);
}

function bitMasks(bits: readonly number[], format: WordFormat): number[] {
  return bits.map((bit) => {
    if (bit >= format.width)
      throw misfit(
        `bit ${bit}`,
        `0 (least significant) to ${format.width - 1} (${fieldOf(format, format.width - 1).name})`,
        format,
      );
    return 1 << bit;
  });
}

function misfit(got: string, wanted: string, format: WordFormat): LabError {
  const message = `${format.name} has words of ${format.width} bits: got ${got}, wanted ${wanted}.`;
  return new LabError('bad-fault', message, { format: format.name, width: format.width, got, wanted });
}
