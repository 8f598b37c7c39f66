/** The words behind a stored tensor's values, and how they are read, for who shows them. */
import { isCode } from '../formats/codeFormat.ts';
import type { WordFormat } from '../formats/format.ts';
import { formatAt, type GroupedFormat, layoutOf } from '../formats/groupedFormat.ts';
import { storedWord } from '../formats/storedWord.ts';
import type { WordDecoding } from '../formats/wordDecoding.ts';
import type { TensorStorage } from './tensorStorage.ts';

const MOST_LISTED_BITS = 16;
/** Levels of all groups together: 4 MB. */
const MOST_LEVELS = 2 ** 20;

/** One word of the format for each float32 word. */
export function wordsOf(format: GroupedFormat<WordFormat>, float32Words: Uint32Array): Uint32Array {
  return float32Words.map((bits, i) => storedWord(formatAt(format, i), bits));
}

/** `size`: elements of a parameter or of one image. */
export function decodingOf(storage: TensorStorage, size: number): WordDecoding {
  const { formats, groups, step, metadata, text } = storage;
  const layout = layoutOf(storage);
  return {
    name: text,
    width: layout.width,
    signed: isCode(layout) && layout.signed,
    fields: layout.fields,
    step,
    zero: metadata?.zero ?? new Int32Array(formats.length),
    groupOf: groups.count === 1 ? null : Uint32Array.from({ length: size }, (_, i) => groups.of(i)),
    levels: levelsOf(storage),
  };
}

function levelsOf(storage: TensorStorage): Float32Array | null {
  const layout = layoutOf(storage);
  const count = 2 ** layout.width;
  if (!isCode(layout) || layout.width > MOST_LISTED_BITS || storage.formats.length * count > MOST_LEVELS)
    return null;
  const levels = new Float32Array(storage.formats.length * count);
  storage.formats.forEach((format, group) => {
    for (let word = 0; word < count; word++) levels[group * count + word] = format.decode(word);
  });
  return levels;
}
