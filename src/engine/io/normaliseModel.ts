/**
 * A layers model as TensorFlow.js can build it: configuration normalised (Keras 2 and 3), calls checked, names made safe.
 * Graph models pass unchanged. The id of a model is that of its files before this.
 */
import { checkCalls } from './checkCalls.ts';
import { normaliseTopology } from './keras/normaliseTopology.ts';
import type { ModelFiles } from './modelFiles.ts';
import { safeWeightName, withSafeNames } from './safeNames.ts';

export interface NormalisedModel {
  readonly files: ModelFiles;
  /** Plain sentences. */
  readonly rewrites: readonly string[];
}

/** Throws LabError `bad-model` where the calls cannot be followed. */
export function normaliseModel(files: ModelFiles): NormalisedModel {
  if (files.format === 'graph') return { files, rewrites: [] };
  const { topology } = files;
  const version = topology['keras_version'];
  const { model, rewrites } = normaliseTopology(
    topology['model_config'] ?? topology,
    typeof version === 'string' ? version.replace(/^tfjs-layers /, '') : null,
  );
  checkCalls(model);
  return {
    files: {
      ...files,
      topology: { ...topology, model_config: withSafeNames(model) },
      weightSpecs: files.weightSpecs.map((spec) => ({ ...spec, name: safeWeightName(spec.name) })),
    },
    rewrites,
  };
}
