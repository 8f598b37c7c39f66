/**
 * One word in three notations, and back: what a person types as value, hexadecimal word or integer. What cannot be read
 * gives one plain line that says what is wanted.
 */
import { exactFloat32, formatCount } from '#app/ui/formatNumber.ts';
import type { WordModel } from './wordModel.ts';

export type Notation = 'value' | 'hex' | 'integer';

export type ReadWord =
  | { readonly kind: 'word'; readonly word: number }
  | { readonly kind: 'error'; readonly message: string };

export function printWord(model: WordModel, notation: Notation, word: number): string {
  switch (notation) {
    case 'value':
      return exactFloat32(model.decode(word));
    case 'hex':
      return hexWord(model, word);
    case 'integer':
      return String(model.integerOf(word));
  }
}

/** `0x7d`, as many digits as the width takes. */
export function hexWord({ width }: Pick<WordModel, 'width'>, word: number): string {
  return `0x${(word >>> 0).toString(16).padStart(Math.ceil(width / 4), '0')}`;
}

export function readWord(model: WordModel, notation: Notation, text: string): ReadWord {
  const plain = text.trim().toLowerCase().replaceAll('_', '');
  switch (notation) {
    case 'value':
      return readValue(model, plain);
    case 'hex':
      return readHex(model, plain);
    case 'integer':
      return readInteger(model, plain);
  }
}

const SPELLED: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};

function readValue(model: WordModel, text: string): ReadWord {
  const [, sign = '', size = ''] = /^([+-]?)(.*)$/.exec(text) ?? [];
  const decimal = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(size) ? Number(size) : SPELLED[size];
  if (decimal === undefined)
    return wrong(`Wanted a number such as -0.5 or 3e38${isFloat(model) ? ', nan or inf' : ''}.`);
  const word = model.encode(sign === '-' ? -decimal : decimal);
  return word === null ? wrong(`${model.name} has no NaN.`) : { kind: 'word', word };
}

function readHex(model: WordModel, text: string): ReadWord {
  const digits = text.replace(/^0x/, '');
  const most = 2 ** model.width - 1;
  if (!/^[0-9a-f]+$/.test(digits))
    return wrong(`Wanted hexadecimal digits such as ${hexWord(model, most >>> 1)}.`);
  const word = Number.parseInt(digits, 16);
  if (word > most) return wrong(`A word of ${model.width} bits is at most ${hexWord(model, most)}.`);
  return { kind: 'word', word };
}

function readInteger(model: WordModel, text: string): ReadWord {
  const [least, most] = model.integerRange;
  if (!/^[+-]?\d+$/.test(text))
    return wrong(`Wanted a whole number from ${formatCount(least)} to ${formatCount(most)}.`);
  const integer = Number(text);
  if (integer < least || integer > most)
    return wrong(
      `${isFloat(model) ? 'The word' : 'The code'} is from ${formatCount(least)} to ${formatCount(most)}.`,
    );
  return { kind: 'word', word: model.wordOfInteger(integer) };
}

const isFloat = (model: WordModel): boolean => model.rule.kind === 'float';

function wrong(message: string): ReadWord {
  return { kind: 'error', message };
}
