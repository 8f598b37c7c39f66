/**
 * Tensors made out of a few words: `uniform(0,1)`, `normal(0,1)`, `ints(0,999)` (both ends included), `constant(0.5)`, each
 * perhaps with `seed=3` (1 if left out) and `count=100` items (16). Item k is drawn from seed and k alone, so that it is the same in every dataset and on every
 * machine. `print` and `parse` are inverse.
 */
import { normalQuantile } from '../campaign/statistics/quantiles.ts';
import { LabError } from '../labError.ts';
import { seededDraws } from '../random/seededDraws.ts';

export type MadeKind = 'uniform' | 'normal' | 'ints' | 'constant';

export interface MadeTensor {
  readonly kind: MadeKind;
  /** Low and high; mean and deviation; of a constant its value, twice. */
  readonly a: number;
  readonly b: number;
  readonly seed: number;
  /** Items of a gallery whose first input it is. */
  readonly count: number;
}

export const MADE_PATTERN = /^(uniform|normal|ints|constant)\(([^()]*)\)$/;
const RESOLUTION = 2 ** 32;
export const MADE_ITEMS = 16;
const MOST_ITEMS = 20_000;

export function printMade({ kind, a, b, seed, count }: MadeTensor): string {
  if (kind === 'constant') return `constant(${a})`;
  const options = [
    ...(seed === 1 ? [] : [`seed=${seed}`]),
    ...(count === MADE_ITEMS ? [] : [`count=${count}`]),
  ];
  return `${kind}(${[a, b, ...options].join(',')})`;
}

/** Throws LabError `bad-argument`. */
export function parseMade(text: string): MadeTensor {
  const [, kind, inside = ''] = MADE_PATTERN.exec(text.trim()) ?? [];
  const words = inside.split(',').map((word) => word.trim());
  const option = (name: string, standard: number) =>
    Number(words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? standard);
  const numbers = words.filter((word) => !/^(seed|count)=/.test(word));
  const [a, b = a] = numbers.map((word) => (word === '' ? Number.NaN : Number(word)));
  const [seed, count] = [option('seed', 1), option('count', MADE_ITEMS)];
  const wanted = kind === 'constant' ? 1 : 2;
  if (kind === undefined || numbers.length !== wanted || a === undefined || b === undefined)
    throw refuse(text, 'is no tensor that the lab makes');
  if (!Number.isFinite(a) || !Number.isFinite(b)) throw refuse(text, 'holds what is no finite number');
  if (!Number.isInteger(seed) || seed < 0 || seed >= RESOLUTION)
    throw refuse(text, 'has a seed that is no whole number of 32 bits');
  if (!Number.isInteger(count) || count < 1 || count > MOST_ITEMS)
    throw refuse(text, `has a count that is not from 1 to ${MOST_ITEMS}`);
  if (kind === 'normal' ? b < 0 : b < a) throw refuse(text, 'has its numbers the wrong way round');
  if (kind === 'ints' && !(Number.isSafeInteger(a) && Number.isSafeInteger(b)))
    throw refuse(text, 'wants whole numbers');
  if (kind === 'constant') return { kind, a, b, seed: 1, count: MADE_ITEMS };
  return { kind: kind as MadeKind, a, b, seed, count };
}

const refuse = (text: string, why: string) =>
  new LabError(
    'bad-argument',
    `"${text.slice(0, 60)}" ${why}. Wanted uniform(low,high), normal(mean,deviation), ints(low,high) or constant(value), perhaps with seed=3 or count=100 inside.`,
  );

/** Item `index`, of `size` values. */
export function madeItem({ kind, a, b, seed }: MadeTensor, index: number, size: number): Float32Array {
  if (kind === 'constant') return new Float32Array(size).fill(a);
  const below = seededDraws(seed, index);
  switch (kind) {
    case 'ints':
      return Float32Array.from({ length: size }, () => a + below(b - a + 1));
    case 'uniform':
      return Float32Array.from(
        { length: size },
        () => a + ((below(RESOLUTION) + 0.5) / RESOLUTION) * (b - a),
      );
    case 'normal':
      return Float32Array.from(
        { length: size },
        () => a + b * normalQuantile((below(RESOLUTION) + 0.5) / RESOLUTION),
      );
  }
}
