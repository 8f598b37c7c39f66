/**
 * A test model: small, of one structure, with seeded random weights. Building it twice gives the same words, and the
 * inputs of a seed and batch size are the same everywhere.
 */
import { seededFloats } from './seededFloats.ts';

export interface SampleInput {
  /** With batch axis. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface TestModel<Built> {
  readonly name: string;
  /** A fresh model on the current back end; the caller disposes it. */
  build(): Promise<Built>;
  /** One per model input, in the model's order. */
  sampleInputs(seed: number, batchSize?: number): readonly SampleInput[];
}

/** Sample inputs of these shapes (without batch axis), uniform in [-1, 1). */
export function floatInputs(...shapes: readonly (readonly number[])[]): TestModel<unknown>['sampleInputs'] {
  return (seed, batchSize = 1) =>
    shapes.map((shape, i) => {
      const floats = seededFloats(`input ${seed} ${i}`);
      const size = shape.reduce((product, axis) => product * axis, batchSize);
      return {
        shape: [batchSize, ...shape],
        values: new Float32Array(size).map(() => floats.uniform(-1, 1)),
      };
    });
}
