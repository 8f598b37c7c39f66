/**
 * Keras files become ModelFiles: legacy `.h5` (Keras 1, 2, tf.keras, 3) and the `.keras` archive of Keras 3. Weights
 * without a configuration, or a configuration without weights, are refused: the lab runs no model on initial weights.
 */
import { LabError } from '../../labError.ts';
import type { ModelFiles } from '../modelFiles.ts';
import { parseJson } from '../parseJson.ts';
import { readArchiveWeights } from './archiveWeights.ts';
import { groupAt, openHdf5, textAttribute } from './hdf5.ts';
import { isKeras1, modernModel, modernWeights } from './keras1.ts';
import { layersOf, recordOf } from './layerTree.ts';
import { type LayerWeights, packLayerWeights } from './layerWeights.ts';
import { readLegacyWeights } from './legacyWeights.ts';

export interface KerasFile {
  readonly files: ModelFiles;
  /** `3.15.1`; null where the file does not say. */
  readonly kerasVersion: string | null;
  /** The configuration as it stands in the file (one of Keras 1 as Keras 2 would write it), where quantizers are read from. */
  readonly rawConfig: Readonly<Record<string, unknown>>;
}

export function readKerasH5(bytes: Uint8Array, fileName: string): KerasFile {
  const file = openHdf5(bytes, fileName);
  const configText = textAttribute(file, 'model_config', fileName);
  if (configText === null)
    throw new LabError(
      'bad-file',
      `${fileName} holds weights but no model configuration. Save the whole model: model.save('model.keras'), not save_weights.`,
      { fileName },
    );
  const root = file.keys.includes('model_weights') ? groupAt(file, 'model_weights', fileName) : file;
  const version =
    textAttribute(file, 'keras_version', fileName) ?? textAttribute(root, 'keras_version', fileName);
  return kerasFile(
    recordOf(parseJson(configText, `${fileName}: model_config`)),
    version,
    fileName,
    (layers) => readLegacyWeights(file, layers, fileName),
  );
}

/** `entries` are the files of the archive. */
export function readKerasArchive(entries: ReadonlyMap<string, Uint8Array>, fileName: string): KerasFile {
  const need = (path: string): Uint8Array => {
    const bytes = entries.get(path);
    if (bytes === undefined)
      throw new LabError(
        'bad-file',
        `${fileName} has no ${path}; a Keras archive holds config.json and model.weights.h5.`,
        {
          fileName,
          path,
        },
      );
    return bytes;
  };
  const config = recordOf(parseJson(need('config.json'), `${fileName}: config.json`));
  const metadata = entries.get('metadata.json');
  const version =
    metadata === undefined
      ? null
      : recordOf(parseJson(metadata, `${fileName}: metadata.json`))['keras_version'];
  const weights = openHdf5(need('model.weights.h5'), `${fileName}: model.weights.h5`);
  return kerasFile(config, typeof version === 'string' ? version : null, fileName, (layers) =>
    readArchiveWeights(weights, layers, fileName),
  );
}

function kerasFile(
  config: Readonly<Record<string, unknown>>,
  kerasVersion: string | null,
  fileName: string,
  readWeights: (layers: ReturnType<typeof layersOf>) => readonly LayerWeights[],
): KerasFile {
  const rawConfig = isKeras1(kerasVersion) ? modernModel(config) : config;
  const layers = layersOf(config);
  if (layers.length === 0)
    throw new LabError(
      'unsupported',
      `${fileName} holds a ${String(rawConfig['class_name'])}, which has no layer list. Sequential and functional models are read; a subclassed model must be rebuilt as one.`,
      { fileName },
    );
  const read = readWeights(layers);
  const weights = isKeras1(kerasVersion) ? modernWeights(layers, read) : read;
  const { weightSpecs, weightData } = packLayerWeights(weights);
  const topology = { model_config: rawConfig, keras_version: kerasVersion };
  return {
    files: { format: 'layers', topology, weightSpecs, weightData, signature: null },
    kerasVersion,
    rawConfig,
  };
}
