/**
 * `--format` of a word: a number format by its name, or a quantizer by its expression. A quantizer stands for
 * the grid of what it stores, so its scale must be known without a tensor.
 */
import type { CodeFormat } from '#engine/formats/codeFormat.ts';
import type { Format, WordFormat } from '#engine/formats/format.ts';
import { WORD_FORMAT_EXAMPLES, wordFormatByName } from '#engine/formats/wordFormatByName.ts';
import { LabError } from '#engine/labError.ts';
import type { FittedQuantizer, Quantizer } from '#engine/quantizers/quantizer.ts';
import { QUANTIZER_NAMES, quantizerOf } from '#engine/quantizers/quantizerOf.ts';

export const QUANTIZER_EXAMPLE = 'quantized_bits(5,1,alpha=1)';

/** Throws LabError `unsupported` for an unknown name, `bad-argument` and `bad-input` for arguments that do not fit. */
export function readFormat(text: string): WordFormat {
  const family = /^\s*(\w*)/.exec(text)?.[1] ?? '';
  if (QUANTIZER_NAMES.includes(family)) return storedFormat(quantizerOf(text) as Quantizer);
  try {
    return wordFormatByName(text.trim());
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'unsupported') throw error;
    const known = `${WORD_FORMAT_EXAMPLES.join(', ')}, or a quantizer such as ${QUANTIZER_EXAMPLE}: ${QUANTIZER_NAMES.join(', ')}`;
    throw new LabError('unsupported', `--format: "${text}" is not known here. Use one of: ${known}.`, {
      got: text,
    });
  }
}

export function isFloat(format: WordFormat): format is Format {
  return 'mantissaBits' in format;
}

function storedFormat(quantizer: Quantizer): CodeFormat {
  const [one, other] = [1, 3].map((value) => fitOf(quantizer, value)) as [FittedQuantizer, FittedQuantizer];
  if (one.scale[0] === other.scale[0]) return one.formats[0] as CodeFormat;
  throw new LabError(
    'bad-argument',
    `--format ${quantizer.expression}: its scale is fitted to a tensor, and there is none here. Give alpha a number, such as a scale that "bitflip quantize" prints.`,
    { got: quantizer.expression, parameter: 'alpha' },
  );
}

function fitOf(quantizer: Quantizer, value: number): FittedQuantizer {
  const tensor = { values: Float32Array.of(value), shape: [1] };
  // bernoulli alone cannot be fitted without draws; its grid is the same whatever they are.
  return quantizer.className === 'bernoulli' ? quantizer.fit(tensor, () => 0.5) : quantizer.fit(tensor);
}
