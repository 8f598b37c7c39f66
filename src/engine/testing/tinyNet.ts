/** The smallest net with layers, 51 parameters: every fault of it can be run in a moment, so that truth is known. */
import { tensor } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { layersProgram } from '../runtime/layersProgram.ts';
import type { Program } from '../runtime/program.ts';
import { seededFloats, weightValues } from './seededFloats.ts';

export const TINY_INPUTS = 4;

/** On the current back end; the caller disposes it. */
export async function tinyProgram(): Promise<Program> {
  const model = sequential({
    layers: [
      layers.dense({ name: 'hidden', units: 6, activation: 'relu', inputShape: [TINY_INPUTS] }),
      layers.dense({ name: 'classes', units: 3, activation: 'softmax' }),
    ],
  });
  const floats = seededFloats('tiny net');
  for (const layer of model.layers) {
    const values = layer.weights.map(({ originalName, shape }) =>
      tensor(weightValues(originalName, shape as number[], floats), shape as number[]),
    );
    layer.setWeights(values);
    for (const value of values) value.dispose();
  }
  return layersProgram(model);
}

/** Uniform in [-1, 1). */
export function tinyImages(count: number): Float32Array {
  const floats = seededFloats('tiny images');
  return new Float32Array(count * TINY_INPUTS).map(() => floats.uniform(-1, 1));
}
