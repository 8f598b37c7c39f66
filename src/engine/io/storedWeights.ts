/**
 * The arrays of a model's weight data, one by one, as they are stored and as the numbers that they stand for. Formula of
 * TensorFlow.js: decodeWeights (tfjs-core, io/io_utils.ts).
 */
import { float16 } from '../formats/float16.ts';
import { LabError } from '../labError.ts';
import { bytesOfWeight, type WeightSpec } from './modelFiles.ts';

export interface StoredWeight {
  readonly spec: WeightSpec;
  /** A view, not a copy. */
  readonly bytes: Uint8Array;
  values(): Float32Array;
}

export function weightsOf(files: {
  readonly weightSpecs: readonly WeightSpec[];
  readonly weightData: Uint8Array;
}): readonly StoredWeight[] {
  let at = 0;
  return files.weightSpecs.map((spec) => {
    const bytes = files.weightData.subarray(at, at + bytesOfWeight(spec));
    at += bytes.length;
    return { spec, bytes, values: () => valuesOf(spec, bytes) };
  });
}

function valuesOf(spec: WeightSpec, bytes: Uint8Array): Float32Array {
  const { quantization } = spec;
  if (quantization?.dtype === 'float16')
    return Float32Array.from(wordsOf(bytes, 2), (word) => float16.decode(word));
  if (quantization !== undefined) {
    const { scale, min } = quantization;
    if (typeof scale !== 'number' || typeof min !== 'number')
      throw new LabError('bad-file', `The weight ${spec.name} has quantized codes without scale and min.`, {
        name: spec.name,
      });
    return Float32Array.from(
      wordsOf(bytes, quantization.dtype === 'uint8' ? 1 : 2),
      (code) => code * scale + min,
    );
  }
  const words = bytes.slice().buffer;
  switch (spec.dtype) {
    case 'float32':
      return new Float32Array(words);
    case 'int32':
      return Float32Array.from(new Int32Array(words));
    case 'bool':
      return Float32Array.from(bytes);
  }
}

function wordsOf(bytes: Uint8Array, sizeBytes: 1 | 2): Uint8Array | Uint16Array {
  return sizeBytes === 1 ? bytes : new Uint16Array(bytes.slice().buffer);
}
