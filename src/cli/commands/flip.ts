/** `bitflip flip`: one word of a number format, before and after flipping bits. */
import { describeWord, equation } from '#engine/formats/describeWord.ts';
import type { Format } from '#engine/formats/format.ts';
import { FORMATS, formatByName } from '#engine/formats/formatByName.ts';
import { LabError } from '#engine/labError.ts';
import { applyMask } from '#engine/words/mask.ts';
import type { Arguments } from '../arguments.ts';
import { columns } from '../columns.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { bitText, hexWord } from '../hexWord.ts';
import { type Json, jsonText } from '../jsonText.ts';
import { loud, type Terminal } from '../terminal.ts';
import { readWord } from '../wordValue.ts';

export const flip: Command = {
  name: 'flip',
  summary: 'Flip bits of one number and see its word before and after.',
  positionals: [],
  options: {
    format: {
      value: 'NAME',
      description: `Number format: ${FORMATS.map(({ name }) => name).join(', ')}. Default float32.`,
    },
    value: {
      value: 'V',
      needed: true,
      description: 'A number, NaN, Infinity, -Infinity, or a word such as 0x3dcccccd.',
    },
    bit: {
      value: 'B',
      repeats: true,
      needed: true,
      description:
        'Bit to flip, 0 is the least significant; repeat it for more. Two flips of one bit cancel.',
    },
    json: JSON_OPTION,
  },
  examples: [
    { command: 'bitflip flip --value 0.1 --bit 30', says: 'The highest exponent bit of a float32.' },
    {
      command: 'bitflip flip --format bfloat16 --value -0.5 --bit 14 --bit 7',
      says: 'Two bits of a bfloat16.',
    },
    {
      command: 'bitflip flip --format float16 --value 0x7c00 --bit 0 --json',
      says: 'An infinity becomes NaN, as JSON.',
    },
  ],
  run,
};

interface Flipped {
  readonly format: Format;
  readonly bits: readonly number[];
  readonly before: number;
  readonly after: number;
}

async function run(given: Arguments, terminal: Terminal): Promise<void> {
  const format = formatByName(given.one('format') ?? 'float32');
  const bits = given.all('bit').map((text) => readBit(text, format));
  const before = readWord(given.one('value') as string, format);
  const xor = bits.reduce((mask, bit) => mask ^ (1 << bit), 0);
  const flipped = { format, bits, before, after: applyMask(before, { and: -1, xor }) };
  terminal.stdout.write(
    given.has('json') ? `${jsonText(flipDocument(flipped))}\n` : flipText(flipped, terminal),
  );
}

function readBit(text: string, format: Format): number {
  const bit = Number(text);
  if (/^\d+$/.test(text) && bit < format.width) return bit;
  throw new LabError(
    'bad-argument',
    `--bit: got "${text}", wanted 0 (least significant) to ${format.width - 1} (sign) for ${format.name}.`,
    { got: text },
  );
}

function flipDocument({ format, bits, before, after }: Flipped): Json {
  return {
    format: format.name,
    value: format.decode(before),
    flipped: format.decode(after),
    bits,
    hexBefore: hexWord(before, format),
    hexAfter: hexWord(after, format),
    kindBefore: describeWord(format, before).kind,
    kindAfter: describeWord(format, after).kind,
    fields: Object.fromEntries(
      fieldBits({ format, bits, before, after }).map(({ name, high, low, ...texts }) => [
        name,
        { high, low, ...texts },
      ]),
    ),
  };
}

function fieldBits({ format, before, after }: Flipped) {
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

function flipText(flipped: Flipped, terminal: Terminal): string {
  const { format, bits, before, after } = flipped;
  const fields = fieldBits(flipped);
  const row = (name: string, word: number, side: 'before' | 'after'): string[] => [
    name,
    ...fields.map((field) => field[side]),
    hexWord(word, format),
    numberText(format.decode(word)),
  ];
  const range = ({ high, low }: { readonly high: number; readonly low: number }): string =>
    high === low ? `${high}` : `${high}..${low}`;
  const table = columns(
    [
      ['', ...fields.map((field) => `${field.letter} ${range(field)}`), 'word', 'value'],
      row('before', before, 'before'),
      row('after', after, 'after'),
    ],
    ['left', ...fields.map(() => 'left' as const), 'left', 'left'],
  );
  const title = `${format.name}, ${bits.length === 1 ? 'bit' : 'bits'} ${bits.join(', ')}`;
  const change = loud(
    `${numberText(format.decode(before))} -> ${numberText(format.decode(after))}`,
    terminal,
  );
  return `${title}: ${change}\n\n${table}\nbefore  ${equation(format, before)}\nafter   ${equation(format, after)}\n`;
}

const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
