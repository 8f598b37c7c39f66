/**
 * Weights gathered by layer, in the order in which Keras counts a layer's weights, become the specs and bytes of
 * ModelFiles. A spec is named `outer/inner#k`: the k-th weight of the layer at that place of nested models. TensorFlow.js
 * counts the weights of each layer in the same order, so no weight name has to be guessed.
 */
import type { WeightSpec } from '../modelFiles.ts';
import type { NumberArray } from './hdf5.ts';

export interface LayerWeights {
  /** Names of the containers and of the layer itself. */
  readonly path: readonly string[];
  readonly arrays: readonly NumberArray[];
}

export function packLayerWeights(layers: readonly LayerWeights[]): {
  readonly weightSpecs: readonly WeightSpec[];
  readonly weightData: Uint8Array;
} {
  const arrays = layers.flatMap(({ path, arrays }) =>
    arrays.map((array, k) => ({ name: `${path.join('/')}#${k}`, ...array })),
  );
  const weightData = new Uint8Array(arrays.reduce((sum, { values }) => sum + values.byteLength, 0));
  let at = 0;
  for (const { values } of arrays) {
    weightData.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  const weightSpecs = arrays.map(({ name, shape }) => ({
    name,
    shape: [...shape],
    dtype: 'float32' as const,
  }));
  return { weightSpecs, weightData };
}
