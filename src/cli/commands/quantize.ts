/** `bitflip quantize`: numbers through a quantizer of the QKeras family, their codes, and what that cost. */

import { jsonText } from '#engine/jsonText.ts';
import { LabError } from '#engine/labError.ts';
import type { Draw, Quantizer } from '#engine/quantizers/quantizer.ts';
import { QUANTIZER_NAMES, quantizerOf } from '#engine/quantizers/quantizerOf.ts';
import { uniformDraws } from '#engine/quantizers/uniformDraws.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { readTensor } from '../numberList.ts';
import { quantized } from '../quantized.ts';
import { quantizedText } from '../quantizedText.ts';
import type { Terminal } from '../terminal.ts';

export const quantize: Command = {
  name: 'quantize',
  summary: 'Send numbers through a quantizer and see their codes.',
  positionals: [
    {
      name: 'EXPRESSION',
      description: `A quantizer as QKeras writes it: ${QUANTIZER_NAMES.join(', ')}, with arguments.`,
    },
  ],
  options: {
    values: {
      value: 'LIST',
      needed: true,
      description: "The numbers, a JSON list such as '[0.426,-2.5]', row-major where there is a shape.",
    },
    shape: {
      value: 'SHAPE',
      description: 'Lengths of the axes, such as 2,2,3. The last axis is the channels. Default: one axis.',
    },
    seed: {
      value: 'N',
      description:
        'Quantize as in training, with draws from this seed. Default: as in inference, without draws.',
    },
    json: JSON_OPTION,
  },
  examples: [
    {
      command: "bitflip quantize 'quantized_bits(5,1,alpha=1)' --values '[0.426,-2.5]'",
      says: 'Two numbers in five bits; the second is clipped.',
    },
    {
      command: `bitflip quantize "quantized_bits(4,0,1,alpha='auto')" --values '[1,10,-0.6,6]' --shape 2,2 --json`,
      says: 'A scale fitted to each channel, as JSON.',
    },
    {
      command: "bitflip quantize 'bernoulli(alpha=1)' --values '[0.1,0.1,-0.1]' --seed 7",
      says: 'Random codes, the same ones for the same seed.',
    },
  ],
  run,
};

async function run(given: Arguments, { stdout }: Terminal): Promise<void> {
  const quantizer = readQuantizer(given.positionals[0] as string);
  const tensor = readTensor(given.one('values') as string, given.one('shape'));
  const result = quantized(quantizer, tensor, readDraw(given, quantizer));
  const { values, codes, scale, range, clipped, sqnrDb } = result;
  const document = { values, codes, scale, range, clipped, sqnrDb };
  stdout.write(given.has('json') ? `${jsonText(document)}\n` : quantizedText(quantizer, tensor, result));
}

function readQuantizer(expression: string): Quantizer {
  const quantizer = quantizerOf(expression);
  if (quantizer !== null) return quantizer;
  throw new LabError('bad-argument', `"${expression}" is no quantizer: None leaves numbers as they are.`, {
    got: expression,
  });
}

/** Seeds are words of 32 bits. */
function readDraw(given: Arguments, { className }: Quantizer): Draw | undefined {
  if (given.one('seed') === undefined) {
    if (className !== 'bernoulli') return undefined;
    throw new LabError('bad-argument', 'bernoulli draws its codes in inference too: give --seed N.');
  }
  const seed = given.count('seed', 0, 0);
  if (seed < 2 ** 32) return uniformDraws(seed);
  throw new LabError('bad-argument', `--seed: got ${seed}, wanted at most ${2 ** 32 - 1}.`, { got: seed });
}
