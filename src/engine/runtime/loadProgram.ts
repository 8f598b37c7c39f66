/** Validated model files become a program on the current back end. TensorFlow.js is only the interpreter. */
import { io } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { LabError } from '../labError.ts';
import { assignWeights } from './assignWeights.ts';
import { buildRefusal } from './buildRefusal.ts';
import { loadGraphProgram } from './graphProgram.ts';
import { layersProgram } from './layersProgram.ts';
import { checkModelSize, checkWeightsSize } from './modelLimits.ts';
import './layers/install.ts';
import type { Program } from './program.ts';
import { installWeightBudget, withinWeights } from './weightBudget.ts';

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

installWeightBudget();

/** Throws LabError `bad-model` with TensorFlow.js's words where it refuses the model, `unsupported` for one too large. */
export async function loadProgram(files: Artifacts): Promise<Program> {
  const program = await load(files);
  try {
    checkModelSize(program.graph);
    return program;
  } catch (error) {
    program.dispose();
    throw error;
  }
}

async function load(files: Artifacts): Promise<Program> {
  const count = files.weightSpecs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  checkWeightsSize(count * 4);
  try {
    if (files.format === 'graph') return await loadGraphProgram(artifactsOf(files));
    const topology = io.fromMemory({ modelTopology: zeroInitialized(files.topology) as object });
    const model = await withinWeights(count, () => loadLayersModel(topology));
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
    throw await buildRefusal(zeroInitialized(files.topology) as Artifacts['topology'], error);
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
