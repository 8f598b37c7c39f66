/** A flip for a person to read: the bits by field, the words, and what they mean. */
import { isCode } from '#engine/formats/codeFormat.ts';
import { equation } from '#engine/formats/describeWord.ts';
import type { WordFormat } from '#engine/formats/format.ts';
import { columns } from './columns.ts';
import { bitText, hexWord } from './hexWord.ts';
import { loud, type Terminal } from './terminal.ts';
import { isFloat } from './wordFormat.ts';

export interface Flipped {
  readonly format: WordFormat;
  readonly bits: readonly number[];
  readonly before: number;
  readonly after: number;
}

/** The fields of the format from the top, with their bits before and after. */
export function fieldBits({ format, before, after }: Flipped) {
  const cut = (word: number, high: number, low: number): string =>
    bitText(word, format.width).slice(format.width - 1 - high, format.width - low);
  return format.fields.map(({ name, letter, high, low }) => ({
    name,
    letter,
    high,
    low,
    before: cut(before, high, low),
    after: cut(after, high, low),
  }));
}

export function flipText(flipped: Flipped, terminal: Terminal): string {
  const { format, bits, before, after } = flipped;
  const fields = fieldBits(flipped);
  const codes = isCode(format) ? [before, after].map((word) => String(format.codeOf(word))) : null;
  const row = (name: string, word: number, side: 'before' | 'after'): string[] => [
    name,
    ...fields.map((field) => field[side]),
    hexWord(word, format),
    ...(codes === null ? [] : [codes[side === 'before' ? 0 : 1] as string]),
    numberText(format.decode(word)),
  ];
  const range = ({ high, low }: { readonly high: number; readonly low: number }): string =>
    high === low ? `${high}` : `${high}..${low}`;
  const heads = fields.map((field) => `${field.letter} ${range(field)}`);
  const rows = [
    ['', ...heads, 'word', ...(codes === null ? [] : ['code']), 'value'],
    row('before', before, 'before'),
    row('after', after, 'after'),
  ];
  const table = columns(rows, rows[0]?.map((head) => (head === 'code' ? 'right' : 'left')) ?? []);
  const title = `${format.name}, ${bits.length === 1 ? 'bit' : 'bits'} ${bits.join(', ')}`;
  const change = loud(
    `${numberText(format.decode(before))} -> ${numberText(format.decode(after))}`,
    terminal,
  );
  return `${title}: ${change}\n\n${table}${remarks(flipped)}`;
}

/** The equations of a float's words; of codes those that only a fault gives. */
function remarks({ format, before, after }: Flipped): string {
  if (isFloat(format)) {
    return `\nbefore  ${equation(format, before)}\nafter   ${equation(format, after)}\n`;
  }
  const odd = Object.entries({ before, after }).filter(
    ([, word]) => format.encode(format.decode(word)) !== word,
  );
  const lines = odd.map(
    ([side]) => `${side.padEnd(6)}  no number is stored as this word: only a fault gives it\n`,
  );
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}

const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
