/** `--value` of a word: a number, NaN, Infinity, -Infinity, or the word itself in hexadecimal. */
import type { WordFormat } from '#engine/formats/format.ts';
import { LabError } from '#engine/labError.ts';
import { hexWord } from './hexWord.ts';

const SPECIAL: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '+inf': Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '+infinity': Number.POSITIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
};

/** The word that the format stores; a number is rounded as the format rounds. Throws LabError `bad-argument`. */
export function readWord(text: string, format: WordFormat): number {
  if (/^0x[0-9a-f]+$/i.test(text)) {
    const word = Number(text);
    if (word < 2 ** format.width) return word;
    throw new LabError(
      'bad-argument',
      `--value ${text}: ${format.name} has words of ${format.width} bits, at most ${hexWord(2 ** format.width - 1, format)}.`,
      { got: text },
    );
  }
  const special = SPECIAL[text.toLowerCase()];
  if (special !== undefined) return format.encode(special);
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return format.encode(Number(text));
  throw new LabError(
    'bad-argument',
    `--value: got "${text}", wanted a number such as 0.1, NaN, Infinity, -Infinity, or a word such as 0x3dcccccd.`,
    { got: text },
  );
}
