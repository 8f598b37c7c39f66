/**
 * Storing by plain arithmetic, for formats whose encoding is a multiplication or division, rounding half to even and
 * clipping: the same words as `wordOf` gives, several times faster. Rounding is by adding 1.5 x 2^52 in float64, whose
 * last bit is then worth one; clipping comes first, so that no number is too large for it.
 */
import type { CodeFormat, UniformCode } from '../formats/codeFormat.ts';
import type { TensorStorage } from './tensorStorage.ts';

const MAGIC = 1.5 * 2 ** 52;
/** Entries of one table, and of all groups' tables together. */
const MOST_CODES = 2 ** 16;
const MOST_ENTRIES = 2 ** 20;

interface Tables {
  readonly codes: readonly UniformCode[];
  /** Float32 word of each code from the least on, by group. */
  readonly words: readonly Uint32Array[];
}

const known = new WeakMap<TensorStorage, Tables | null>();

/**
 * In place; gives how many different codes occur. Null, and nothing done, where the format has no such form or too many
 * codes.
 */
export function storeUniform(storage: TensorStorage, words: Uint32Array): number | null {
  const tables = tablesOf(storage);
  const { count, isCyclic } = storage.groups;
  if (tables === null || (count > 1 && isCyclic !== true)) return null;
  const used = new Uint8Array(tables.words[0]?.length ?? 0);
  for (let group = 0; group < count; group++) {
    storeRun(
      words,
      group,
      count,
      tables.codes[group] as UniformCode,
      tables.words[group] as Uint32Array,
      used,
    );
  }
  return used.reduce((sum, one) => sum + one, 0);
}

/** Every `stride`-th element from `first` on. */
function storeRun(
  words: Uint32Array,
  first: number,
  stride: number,
  { by, divide, zero, least, most, origin }: UniformCode,
  table: Uint32Array,
  used: Uint8Array,
): void {
  const values = new Float32Array(words.buffer, words.byteOffset, words.length);
  const low = least - zero;
  const high = most - zero;
  for (let i = first; i < words.length; i += stride) {
    const x = values[i] as number;
    let steps = origin === undefined ? Math.fround(divide ? x / by : x * by) : (x - origin) / by;
    // A NaN has the code of zero.
    if (Number.isNaN(steps)) steps = origin === undefined ? 0 : -origin / by;
    if (steps < low) steps = low;
    else if (steps > high) steps = high;
    const place = steps + MAGIC - MAGIC - low;
    used[place] = 1;
    words[i] = table[place] as number;
  }
}

function tablesOf(storage: TensorStorage): Tables | null {
  const found = known.get(storage);
  if (found !== undefined) return found;
  const tables = makeTables(storage);
  known.set(storage, tables);
  return tables;
}

function makeTables({ uniform, formats }: TensorStorage): Tables | null {
  const [first] = uniform ?? [];
  if (uniform === null || first === undefined) return null;
  const size = first.most - first.least + 1;
  if (size > MOST_CODES || size * uniform.length > MOST_ENTRIES) return null;
  const words = uniform.map(({ least }, group) => {
    const format = formats[group] as CodeFormat;
    return Uint32Array.from({ length: size }, (_, k) => format.toFloat32Bits(format.wordOf(least + k)));
  });
  return { codes: uniform, words };
}
