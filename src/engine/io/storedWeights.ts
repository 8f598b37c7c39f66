/**
 * The arrays of a model's weight data, one by one, as they are stored and as the numbers that they stand for. Formula of
 * TensorFlow.js: decodeWeights (tfjs-core, io/io_utils.ts).
 */
import { float16 } from '../formats/float16.ts';
import { storedCode } from '../formats/storedCode.ts';
import { LabError } from '../labError.ts';
import type { ImportNote } from './importReport.ts';
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
  if (quantization?.dtype === 'float16') return decoded(wordsOf(bytes, 2), (word) => float16.decode(word));
  if (quantization !== undefined) {
    const { scale, min } = quantization;
    if (typeof scale !== 'number' || typeof min !== 'number')
      throw new LabError('bad-file', `The weight ${spec.name} has quantized codes without scale and min.`, {
        name: spec.name,
      });
    return decoded(wordsOf(bytes, quantization.dtype === 'uint8' ? 1 : 2), (code) => code * scale + min);
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

/** By index: `Float32Array.from` takes ten times as long, which are seconds for a large model. */
function decoded(words: Uint8Array | Uint16Array, decode: (word: number) => number): Float32Array {
  const values = new Float32Array(words.length);
  for (let i = 0; i < words.length; i++) values[i] = decode(words[i] as number);
  return values;
}

function wordsOf(bytes: Uint8Array, sizeBytes: 1 | 2): Uint8Array | Uint16Array {
  return sizeBytes === 1 ? bytes : new Uint16Array(bytes.slice().buffer);
}

/** The words in which a weight stands in its file, as a storage plan names them; null for plain numbers. */
export function storedFormat({ quantization }: WeightSpec): string | null {
  if (quantization === undefined) return null;
  const { dtype, scale, min } = quantization;
  if (dtype === 'float16') return 'float16';
  return scale === undefined || min === undefined
    ? null
    : storedCode(dtype === 'uint8' ? 8 : 16, { scale, min }).name;
}

export function storedNotes(specs: readonly WeightSpec[]): ImportNote[] {
  const count = (wanted: string): number =>
    specs.filter(({ quantization }) => quantization?.dtype === wanted).length;
  const kinds = ['uint8', 'uint16', 'float16'].filter((dtype) => count(dtype) > 0);
  if (kinds.length === 0) return [];
  const counts = kinds.map((dtype) => `${count(dtype)} as ${dtype}`).join(', ');
  return [
    {
      kind: 'stored',
      what: `Weights keep the words of their file: ${counts}.`,
      where: null,
      why: 'A fault hits the stored word. A code stands for code x scale + min.',
    },
  ];
}
