/**
 * `--storage`: how tensors are stored, as entries `target=format` or as JSON, a list of entries or an object
 * `{target: format}`. Without it the model's card decides, else its
 * files (quantizers of QKeras, codes of quantized weights); `--storage ''` is float32 throughout. Ranges are fitted to
 * the gallery, or to the given input where there is none.
 */

import { LabError } from '#engine/labError.ts';
import { importedStorage } from '#engine/scene/importedStorage.ts';
import type { Arguments } from './arguments.ts';
import type { Bench } from './bench.ts';
import type { OptionRule } from './command.ts';

export const STORAGE_OPTION: OptionRule = {
  value: 'PLAN',
  repeats: true,
  description:
    "How tensors are stored: target=format, e.g. weights=int8(range=minmax), conv2d/output=quantized_relu(6,2); several between ';', or JSON. Default: as the model's card or its files say; '' is float32 throughout.",
};

/** Entries as given; those of the card if the option is not there. Throws LabError `bad-argument`. */
export function storageTexts(given: Arguments, { opened, lab }: Bench): readonly string[] {
  const texts = given.all('storage');
  if (texts.length === 0) return importedStorage(opened, lab.program);
  return texts.flatMap((text) => (/^\s*[[{]/.test(text) ? fromJson(text) : [text]));
}

function fromJson(text: string): readonly string[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong(text, 'it is not JSON');
  }
  if (Array.isArray(json)) {
    if (json.every((entry) => typeof entry === 'string')) return json;
    throw wrong(text, 'an entry is no text');
  }
  return Object.entries(json as Record<string, unknown>).map(([target, format]) => {
    if (typeof format !== 'string') throw wrong(text, `the format of ${target} is no text`);
    return `${target}=${format}`;
  });
}

function wrong(text: string, why: string): LabError {
  return new LabError(
    'bad-argument',
    `--storage ${text}: ${why}. Wanted ["target=format", ...] or {"target": "format", ...}.`,
    { got: text },
  );
}
