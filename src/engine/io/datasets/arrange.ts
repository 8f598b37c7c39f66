/**
 * An array of numbers made to fit one input of a model: which axis counts items, where the channels stand, what is
 * missing or to spare. What was done is told; what cannot fit is refused with both shapes.
 */
import { LabError } from '../../labError.ts';
import type { NumberItems } from './dataset.ts';
import type { Preparation } from './preparation.ts';

export interface WantedInput {
  /** Name of the input. */
  readonly name: string;
  /** Without the batch axis; null is an axis of any length. */
  readonly shape: readonly (number | null)[];
}

export interface ArrangedNumbers {
  readonly kind: 'numbers';
  readonly count: number;
  /** Of one item. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly notes: readonly string[];
}

/** uint8 pictures of another size than the model's. */
export interface LevelPictures {
  readonly kind: 'levels';
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Row-major [count, height, width, channels]. */
  readonly values: Float32Array;
  readonly notes: readonly string[];
}

/** How a model's pictures lie: `null` for an input that is no picture. */
export function pictureAxes(shape: readonly (number | null)[]): {
  readonly height: number | null;
  readonly width: number | null;
  readonly channels: 1 | 3;
  readonly first: boolean;
} | null {
  const [a, b, c] = shape;
  if (shape.length === 2) return { height: a ?? null, width: b ?? null, channels: 1, first: false };
  if (shape.length !== 3) return null;
  if (c === 1 || c === 3) return { height: a ?? null, width: b ?? null, channels: c, first: false };
  if (a === 1 || a === 3) return { height: b ?? null, width: c ?? null, channels: a, first: true };
  return null;
}

const fits = (shape: readonly number[], wanted: readonly (number | null)[]): boolean =>
  shape.length === wanted.length && shape.every((size, axis) => size === (wanted[axis] ?? size));

/** Throws LabError `bad-input` where nothing fits. `path` is for messages. */
export function arrange(
  { shape, values, dtype }: NumberItems,
  wanted: WantedInput,
  { channels }: Pick<Preparation, 'channels'>,
  path: string,
): ArrangedNumbers | LevelPictures {
  const size = (of: readonly number[]) => of.reduce((product, length) => product * length, 1);
  const rank = wanted.shape.length;
  for (const isOne of [false, true]) {
    const count = isOne ? 1 : (shape[0] ?? 1);
    const item = isOne ? shape : shape.slice(1);
    if (!isOne && shape.length === 0) continue;
    const as = (to: readonly number[], notes: readonly string[], moved = values): ArrangedNumbers => ({
      kind: 'numbers',
      count,
      shape: to,
      values: moved,
      notes,
    });
    if (channels !== 'first' && fits(item, wanted.shape)) return as(item, []);
    if (rank === 3 && item.length === 3 && channels !== 'last') {
      const [a, b, c] = item as [number, number, number];
      if (fits([b, c, a], wanted.shape) && a <= 4)
        return as(
          [b, c, a],
          ['Channels come first in the file; they were moved last, where the model has them.'],
          moveAxis(values, count, item, 'last'),
        );
      if (fits([c, a, b], wanted.shape) && c <= 4)
        return as(
          [c, a, b],
          ['Channels come last in the file; they were moved first, where the model has them.'],
          moveAxis(values, count, item, 'first'),
        );
    }
    if (channels === 'first' && fits(item, wanted.shape)) return as(item, []);
    const plain = item.filter((length) => length !== 1);
    const bare = wanted.shape.filter((length) => length !== 1);
    if (item.length !== rank && fits(plain, bare)) {
      const lengths = plain.slice();
      return as(
        wanted.shape.map((length) => (length === 1 ? 1 : (lengths.shift() as number))),
        [
          `Axes of length 1 were set as the model has them: [${wanted.shape.map((length) => length ?? '?')}].`,
        ],
      );
    }
    if (item.length === 1 && !isOne && wanted.shape.every((length) => length !== null)) {
      const known = wanted.shape as readonly number[];
      if (size(known) === item[0])
        return as(known, [`Each row of ${item[0]} values is taken as [${known}], row by row.`]);
    }
  }
  const pictures = dtype === 'uint8' ? levelPictures(shape, values, wanted.shape) : null;
  if (pictures !== null) return pictures;
  const told = wanted.shape.map((length) => length ?? '?');
  const resizable = pictureAxes(wanted.shape) !== null && shape.length >= 3;
  throw new LabError(
    'bad-input',
    `${path} holds ${dtype} [${shape}]; input ${wanted.name} of the model takes [${told}]: wanted [items,${told}], or [${told}] for one item.${resizable ? ' Only uint8 pictures are resized: save the levels 0 to 255 as uint8, or resize the array first.' : ''}`,
    { got: shape, path },
  );
}

function moveAxis(
  values: Float32Array,
  count: number,
  [a, b, c]: readonly number[],
  to: 'last' | 'first',
): Float32Array {
  const [one, two, three] = [a as number, b as number, c as number];
  const moved = new Float32Array(values.length);
  const size = one * two * three;
  for (let k = 0; k < count; k++)
    for (let i = 0; i < one; i++)
      for (let j = 0; j < two; j++)
        for (let l = 0; l < three; l++) {
          const at = k * size + (to === 'last' ? (j * three + l) * one + i : (l * one + i) * two + j);
          moved[at] = values[k * size + (i * two + j) * three + l] as number;
        }
  return moved;
}

/** [n,h,w], [n,h,w,1|3|4] or [n,1|3,h,w]. */
function levelPictures(
  shape: readonly number[],
  values: Float32Array,
  wanted: readonly (number | null)[],
): LevelPictures | null {
  if (pictureAxes(wanted) === null) return null;
  const [count, a, b, c] = shape;
  if (count === undefined || a === undefined || b === undefined) return null;
  const sized = (height: number, width: number, channels: number, moved = values): LevelPictures => ({
    kind: 'levels',
    count,
    height,
    width,
    channels,
    values: moved,
    notes: [`Pictures of ${width} x ${height} are resized to the model's size.`],
  });
  if (shape.length === 3) return sized(a, b, 1);
  if (shape.length !== 4 || c === undefined) return null;
  if (c === 1 || c === 3 || c === 4) return sized(a, b, c);
  return a === 1 || a === 3 ? sized(b, c, a, moveAxis(values, count, [a, b, c], 'last')) : null;
}
