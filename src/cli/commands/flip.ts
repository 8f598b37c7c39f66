/** `bitflip flip`: one word of a number format, before and after flipping bits. */
import { isCode } from '#engine/formats/codeFormat.ts';
import { describeWord } from '#engine/formats/describeWord.ts';
import { fieldOf, type WordFormat } from '#engine/formats/format.ts';
import { WORD_FORMAT_EXAMPLES } from '#engine/formats/wordFormatByName.ts';
import { type Json, jsonText } from '#engine/jsonText.ts';
import { LabError } from '#engine/labError.ts';
import { applyMask } from '#engine/words/mask.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { type Flipped, fieldBits, flipText } from '../flipText.ts';
import { hexWord } from '../hexWord.ts';
import type { Terminal } from '../terminal.ts';
import { isFloat, QUANTIZER_EXAMPLE, readFormat } from '../wordFormat.ts';
import { readWord } from '../wordValue.ts';

export const flip: Command = {
  name: 'flip',
  summary: 'Flip bits of one number and see its word before and after.',
  positionals: [],
  options: {
    format: {
      value: 'NAME',
      description: `Number format: ${WORD_FORMAT_EXAMPLES.join(', ')}, or a quantizer such as ${QUANTIZER_EXAMPLE}. Default float32.`,
    },
    value: {
      value: 'V',
      needed: true,
      description: 'The stored number, NaN, Infinity, -Infinity, or a word such as 0x3dcccccd.',
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
    {
      command: `bitflip flip --format '${QUANTIZER_EXAMPLE}' --value 0.5 --bit 4`,
      says: "The sign bit of a quantizer's code.",
    },
    {
      command: "bitflip flip --format 'int8(0.05,3)' --value 1 --bit 7",
      says: 'An integer with a scale and a zero point.',
    },
  ],
  run,
};

async function run(given: Arguments, terminal: Terminal): Promise<void> {
  const format = readFormat(given.one('format') ?? 'float32');
  const bits = given.all('bit').map((text) => readBit(text, format));
  const before = readWord(given.one('value') as string, format);
  const xor = bits.reduce((mask, bit) => mask ^ (1 << bit), 0);
  const flipped = { format, bits, before, after: applyMask(before, { and: -1, xor }) };
  terminal.stdout.write(
    given.has('json') ? `${jsonText(flipDocument(flipped))}\n` : flipText(flipped, terminal),
  );
}

function readBit(text: string, format: WordFormat): number {
  const bit = Number(text);
  if (/^\d+$/.test(text) && bit < format.width) return bit;
  const top = format.width - 1;
  throw new LabError(
    'bad-argument',
    `--bit: got "${text}", wanted 0 (least significant) to ${top} (${fieldOf(format, top).name}) for ${format.name}.`,
    { got: text },
  );
}

function flipDocument(flipped: Flipped): Json {
  const { format, bits, before, after } = flipped;
  return {
    format: format.name,
    value: format.decode(before),
    flipped: format.decode(after),
    bits,
    hexBefore: hexWord(before, format),
    hexAfter: hexWord(after, format),
    ...meaning(flipped),
    fields: Object.fromEntries(
      fieldBits(flipped).map(({ name, high, low, ...texts }) => [name, { high, low, ...texts }]),
    ),
  };
}

/** What kind of number a float's word is, or which integer a code's. */
function meaning({ format, before, after }: Flipped): { readonly [key: string]: Json } {
  if (isFloat(format)) {
    return { kindBefore: describeWord(format, before).kind, kindAfter: describeWord(format, after).kind };
  }
  return isCode(format) ? { codeBefore: format.codeOf(before), codeAfter: format.codeOf(after) } : {};
}
