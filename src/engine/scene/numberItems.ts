/** Arrays of numbers as items of a model's input. uint8 numbers are levels of pictures and are scaled; others stay. */
import { arrange, pictureAxes } from '../io/datasets/arrange.ts';
import type { NumberItems } from '../io/datasets/dataset.ts';
import { type ChannelScale, channelScales, type Preparation } from '../io/datasets/preparation.ts';
import { prepareLevels } from '../io/datasets/preparePicture.ts';
import { LabError } from '../labError.ts';
import type { InputTarget } from './inputTargets.ts';
import { type ItemPlace, within } from './itemLimits.ts';
import { levelItems, pictureSize } from './levelItems.ts';
import { spread } from './spread.ts';

export interface Items {
  /** Which items of the dataset these are. */
  readonly kept: readonly number[];
  /** Of one item, as the model takes it. */
  readonly shape: readonly number[];
  readonly item: (index: number) => Float32Array;
  readonly pixels: Uint8Array;
  readonly pictureShape: readonly [number, number, number];
  readonly notes: readonly string[];
}

/** Throws LabError `bad-input`. */
export function numberItems(
  numbers: NumberItems,
  target: InputTarget,
  preparation: Preparation,
  { scale, limits }: ItemPlace,
  path: string,
): Items {
  const found = arrange(numbers, target, preparation, path);
  const isLevels = numbers.dtype === 'uint8' && !target.whole && pictureAxes(target.shape) !== null;
  if (found.kind === 'levels') {
    const { height, width, channels, values } = found;
    const { kept, notes } = within(found.count, height * width * channels, limits);
    const size = pictureSize(target, { height, width });
    const stride = height * width * channels;
    const levels = kept.map((k) =>
      prepareLevels(
        { height, width, channels, values: Uint8Array.from(values.subarray(k * stride, (k + 1) * stride)) },
        size,
        preparation,
      ),
    );
    return levelItems(levels, kept, target, size, preparation, scale, [...found.notes, ...notes]);
  }
  const { shape, values } = found;
  const size = shape.reduce((product, length) => product * length, 1);
  const { kept, notes } = within(found.count, size * 4, limits);
  const raw = (k: number) => values.subarray(k * size, (k + 1) * size);
  if (isLevels) {
    const axes = pictureSize(target, { height: shape[0] ?? 1, width: shape[1] ?? 1 });
    const { first } = pictureAxes(target.shape) as { readonly first: boolean };
    const levels = kept.map((k) => {
      const item = first ? lastChannels(raw(k), axes) : raw(k);
      return Uint8Array.from(item, (level) => (preparation.invert ? 255 - level : level));
    });
    return levelItems(levels, kept, target, axes, preparation, scale, [...found.notes, ...notes]);
  }
  const scaled = scaling(shape, target, preparation, scale);
  const item = (index: number) => checkWhole(scaled(raw(kept[index] as number)), target, path);
  return {
    kept,
    shape,
    item,
    ...spread(
      shape,
      kept.map((k) => raw(k)),
    ),
    notes: [...found.notes, ...notes, ...told(values, numbers.dtype, target, preparation)],
  };
}

function lastChannels(
  values: Float32Array,
  { height, width, channels }: { readonly height: number; readonly width: number; readonly channels: number },
): Float32Array {
  const place = height * width;
  return values.map((_, i) => values[(i % channels) * place + Math.floor(i / channels)] as number);
}

/** Chosen scalings hold for all numbers; `model` leaves them as they are. */
function scaling(
  shape: readonly number[],
  target: InputTarget,
  preparation: Preparation,
  scale: ChannelScale,
): (values: Float32Array) => Float32Array {
  if (target.whole || preparation.scaling.kind === 'model') return (values) => values.slice();
  const axes = pictureAxes(shape);
  const channels = axes?.channels ?? 1;
  const scales = channelScales(preparation, channels, scale);
  const place = shape.reduce((product, length) => product * length, 1) / channels;
  return (values) =>
    values.map((value, i) => {
      const { subtract, divideBy } = scales[
        axes?.first ? Math.floor(i / place) : i % channels
      ] as ChannelScale;
      return (value - subtract) / divideBy;
    });
}

function told(
  values: Float32Array,
  dtype: string,
  target: InputTarget,
  { scaling: { kind } }: Preparation,
): readonly string[] {
  if (target.whole) return [];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (kind !== 'model') return [];
  const range = `${dtype} numbers from ${Number(min.toPrecision(4))} to ${Number(max.toPrecision(4))} are taken as they are.`;
  const looksRaw = pictureAxes(target.shape) !== null && min >= 0 && max > 1.5 && max <= 255;
  return [looksRaw ? `${range} If they are levels 0 to 255, choose how they are scaled.` : range];
}

/** Throws LabError `bad-input` for what an embedding or a whole-number input cannot take. */
export function checkWhole(values: Float32Array, target: InputTarget, path: string): Float32Array {
  if (!target.whole) return values;
  const { vocabulary, name } = target;
  const wrong = values.find(
    (value) => !Number.isInteger(value) || (vocabulary !== null && (value < 0 || value >= vocabulary)),
  );
  if (wrong === undefined) return values;
  const wanted = vocabulary === null ? 'whole numbers' : `whole numbers from 0 to ${vocabulary - 1}`;
  throw new LabError('bad-input', `${path} holds ${wrong}; input ${name} takes ${wanted}.`, { got: wrong });
}
