/**
 * What a fault did, in one plain line. Before and after are read from the tensors, not from the request, so
 * the line says what happened: a stuck-at that found its bit in place changed nothing.
 */

import { isCode } from '../formats/codeFormat.ts';
import { float32 } from '../formats/float32.ts';
import type { WordFormat } from '../formats/format.ts';
import { shortNumber } from '../words/shortNumber.ts';
import type { Effect, Fault } from './fault.ts';
import { printSite } from './print.ts';

export interface StoredWord {
  /** Unsigned word of the fault's format. */
  readonly bits: number;
}

/**
 * `before` and `after` are the word of the first site; `siteCount` is how many words the fault names.
 *
 * `1 bit: conv2d_1/kernel[0,2,1,5] bit 30, 0.1042 -> 3.546e37, 0x3dd56a1f -> 0x7dd56a1f`
 */
export function describeFault(
  fault: Fault,
  before: StoredWord,
  after: StoredWord,
  siteCount: number,
  format: WordFormat = float32,
): string {
  const { headline, detail } = effectWords(fault.effect);
  const many = siteCount === 1 ? '' : ` in each of ${siteCount.toLocaleString('en-US')} words`;
  const stored = format.name === 'float32' ? '' : ` as ${format.name}`;
  const first = siteCount === 1 ? '' : 'first word ';
  const site = `${printSite(fault.site)}${detail}${stored}`;
  return `${headline}${many}: ${site}, ${first}${transition(before.bits, after.bits, format)}`;
}

function transition(before: number, after: number, format: WordFormat): string {
  const value = (word: number): string => shortNumber(format.decode(word));
  if (before === after) return `unchanged at ${value(before)}, ${hexadecimal(before, format)}`;
  const words = `${hexadecimal(before, format)} -> ${hexadecimal(after, format)}`;
  const codes = isCode(format) ? `code ${format.codeOf(before)} -> ${format.codeOf(after)}, ` : '';
  return `${value(before)} -> ${value(after)}, ${codes}${words}`;
}

function effectWords(effect: Effect): { readonly headline: string; readonly detail: string } {
  switch (effect.kind) {
    case 'flip':
      return bitWords(flippedBits(effect.bits), '');
    case 'stuck0':
      return bitWords([...new Set(effect.bits)], ' stuck at 0');
    case 'stuck1':
      return bitWords([...new Set(effect.bits)], ' stuck at 1');
    case 'set':
      return { headline: 'Set', detail: ` to ${shortNumber(effect.value)}` };
    case 'setWord':
      return { headline: 'Set', detail: ` to word 0x${effect.word.toString(16)}` };
    case 'zero':
      return { headline: 'Set', detail: ' to zero' };
  }
}

function bitWords(
  bits: readonly number[],
  state: string,
): { readonly headline: string; readonly detail: string } {
  const headline = `${bits.length} ${bits.length === 1 ? 'bit' : 'bits'}${state}`;
  if (bits.length === 0) return { headline, detail: '' };
  const names = [...bits].sort((a, b) => b - a);
  if (names.length === 1) return { headline, detail: ` bit ${names[0]}` };
  return { headline, detail: ` bits ${names.slice(0, -1).join(', ')} and ${names.at(-1)}` };
}

/** Bits that stand an odd number of times: two flips of one bit cancel. */
function flippedBits(bits: readonly number[]): readonly number[] {
  const odd = new Set<number>();
  for (const bit of bits) if (!odd.delete(bit)) odd.add(bit);
  return [...odd];
}

function hexadecimal(word: number, format: WordFormat): string {
  return `0x${(word >>> 0).toString(16).padStart(Math.ceil(format.width / 4), '0')}`;
}
