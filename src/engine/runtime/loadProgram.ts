/** Validated model files become a program on the current back end. TensorFlow.js is only the interpreter. */
import { io } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { LabError } from '../labError.ts';
import { assignWeights } from './assignWeights.ts';
import { loadGraphProgram } from './graphProgram.ts';
import { layersProgram } from './layersProgram.ts';
import './layers/install.ts';
import type { Program } from './program.ts';

export interface Artifacts {
  readonly format: 'layers' | 'graph';
  readonly topology: Readonly<Record<string, unknown>>;
  readonly weightSpecs: readonly {
    readonly name: string;
    readonly shape: number[];
    readonly dtype: 'float32' | 'int32' | 'bool';
  }[];
  readonly weightData: Uint8Array;
  readonly signature: unknown;
}

/** Throws LabError `bad-model` with TensorFlow.js's words where it refuses the model. */
export async function loadProgram(files: Artifacts): Promise<Program> {
  try {
    if (files.format === 'graph') return await loadGraphProgram(artifactsOf(files));
    const model = await loadLayersModel(
      io.fromMemory({ modelTopology: zeroInitialized(files.topology) as object }),
    );
    let places: ReturnType<typeof assignWeights>;
    try {
      places = assignWeights(model, files);
    } catch (error) {
      model.dispose();
      throw error;
    }
    return await layersProgram(model, places);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError(
      'bad-model',
      `TensorFlow.js cannot build this model: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function artifactsOf({ topology, weightSpecs, weightData, signature }: Artifacts): io.ModelArtifacts {
  const { buffer, byteOffset, byteLength } = weightData;
  return {
    modelTopology: structuredCloneJson(topology),
    weightSpecs: weightSpecs as io.WeightsManifestEntry[],
    weightData: (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength),
    ...(signature === null ? {} : { signature: signature as object }),
  };
}

/** Every weight is loaded, so none need be drawn; initializers that TensorFlow.js does not know do not matter either. */
function zeroInitialized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(zeroInitialized);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key.endsWith('_initializer') && item !== null
        ? [key, { class_name: 'Zeros', config: {} }]
        : [key, zeroInitialized(item)],
    ),
  );
}

/** tf.js writes into the topology it is given. */
function structuredCloneJson(topology: Readonly<Record<string, unknown>>): object {
  return JSON.parse(JSON.stringify(topology)) as object;
}
