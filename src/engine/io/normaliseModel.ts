/**
 * A layers model as TensorFlow.js can build it: layers of QKeras made plain, configuration normalised (Keras 2 and 3),
 * calls checked, names made safe. Graph models pass unchanged. The id of a model is that of its files before this.
 */
import { regionNotes } from '../graph/regionNotes.ts';
import { checkCalls } from './checkCalls.ts';
import { type ImportNote, rewritten } from './importReport.ts';
import { recordOf } from './keras/layerTree.ts';
import { normaliseTopology } from './keras/normaliseTopology.ts';
import type { ModelFiles } from './modelFiles.ts';
import { withGraphPictureSizes, withPictureSizes } from './openPictures.ts';
import { foldBatchnorms } from './qkeras/foldBatchnorm.ts';
import { type LayerStorage, plainModel } from './qkeras/plainModel.ts';
import { safeWeightName, withSafeNames } from './safeNames.ts';
import { storedNotes } from './storedWeights.ts';

export interface NormalisedModel {
  readonly files: ModelFiles;
  readonly notes: readonly ImportNote[];
  /** What the quantizers of its layers say of their tensors. */
  readonly layerStorage: readonly LayerStorage[];
}

/** Throws LabError `bad-model` where the calls cannot be followed, `unsupported` for a layer that cannot run. */
export function normaliseModel(files: ModelFiles): NormalisedModel {
  if (files.format === 'graph') {
    const sized = withGraphPictureSizes(files.topology);
    const regions = regionNotes(files.topology, files.signature);
    const warnings = regions.map((note): ImportNote => ({ kind: 'warning', ...note }));
    return {
      files: { ...files, topology: sized.topology },
      notes: [...sized.notes, ...storedNotes(files.weightSpecs), ...warnings],
      layerStorage: [],
    };
  }
  const { topology } = files;
  const version = topology['keras_version'];
  const plain = plainModel(recordOf(topology['model_config'] ?? topology));
  const { model, rewrites } = normaliseTopology(
    plain.model,
    typeof version === 'string' ? version.replace(/^tfjs-layers /, '') : null,
  );
  checkCalls(model);
  const sized = withPictureSizes(model);
  const safe = {
    ...files,
    topology: { ...topology, model_config: withSafeNames(sized.topology) },
    weightSpecs: files.weightSpecs.map((spec) => ({ ...spec, name: safeWeightName(spec.name) })),
  };
  return {
    files: foldBatchnorms(safe, plain.folds),
    notes: [
      ...rewrites.map((what) => rewritten(what)),
      ...sized.notes,
      ...storedNotes(files.weightSpecs),
      ...plain.notes,
    ],
    layerStorage: plain.storage,
  };
}
