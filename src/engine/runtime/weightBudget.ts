/**
 * What a model's topology asks for is held against what its files have, before TensorFlow.js allocates it: a layer of
 * 2e8 units in a file of 20 kB is refused by name and costs nothing. Every layer makes its weights by `addWeight`.
 */
import { layers } from '@tensorflow/tfjs-layers';
import { LabError } from '../labError.ts';

type AddWeight = (name: string, shape: (number | null)[], ...rest: unknown[]) => unknown;

/** Numbers that layers may still make; null where nothing is being loaded. */
let left: { count: number; readonly of: number } | null = null;

/** Layers built meanwhile may have `count` numbers in all. Throws LabError `bad-model` where one asks for more. */
export async function withinWeights<T>(count: number, build: () => Promise<T>): Promise<T> {
  left = { count, of: count };
  try {
    return await build();
  } finally {
    left = null;
  }
}

/** Call once, before a layers model is built. */
export function installWeightBudget(): void {
  const base = layers.Layer.prototype as unknown as { addWeight: AddWeight };
  const { addWeight } = base;
  base.addWeight = function (this: layers.Layer, name, shape, ...rest) {
    charge(`${this.name}/${name}`, shape);
    return addWeight.call(this, name, shape, ...rest);
  };
}

function charge(name: string, shape: readonly (number | null)[]): void {
  if (left === null) return;
  const count = shape.reduce<number>((product, size) => product * (size ?? Number.NaN), 1);
  if (!shape.every((size) => Number.isInteger(size) && (size as number) >= 0))
    throw new LabError(
      'bad-model',
      `The layer of ${name} would have a weight of shape [${shape.map((size) => size ?? '?').join(', ')}]; wanted whole numbers of at least 0. The model's configuration is damaged.`,
      { weight: name },
    );
  left.count -= count;
  if (left.count < 0)
    throw new LabError(
      'bad-model',
      `By its configuration ${name} has the shape [${shape.join(', ')}], ${count.toLocaleString('en-US')} numbers; the files hold ${left.of.toLocaleString('en-US')} for the whole model. Topology and weights do not belong together.`,
      { weight: name, got: left.of, wanted: count },
    );
}
