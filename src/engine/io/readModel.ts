/**
 * A model out of whatever a person has: a TensorFlow.js folder or its loose files, a Keras .h5 or .keras, a zip of any of
 * these. Told apart by content. What is no model the lab can run is named, with the way to convert it.
 */
import { strFromU8 } from 'fflate';
import { LabError } from '../labError.ts';
import { type FileSet, unzip, withoutCommonFolder } from './archive.ts';
import { recordOf } from './keras/layerTree.ts';
import type { KerasFile } from './keras/readKeras.ts';
import { type ModelFiles, readModelFiles } from './modelFiles.ts';
import { parseJson } from './parseJson.ts';
import { producerOf } from './producer.ts';
import { type FileKind, recogniseFile } from './recognise.ts';

export interface ImportedModel {
  /** As they stand in the file; see normaliseModel. */
  readonly files: ModelFiles;
  /** `Keras 3.15.1 archive`, `TensorFlow.js layers model`. */
  readonly recognised: string;
  /** The configuration as it stands in the file, where quantizers are read from; null for a graph model. */
  readonly rawConfig: Readonly<Record<string, unknown>> | null;
  /** Files beside the model: card, labels, gallery, reference pairs. Paths are relative to the model. */
  readonly beside: FileSet;
}

const CONVERT: Partial<Record<FileKind, readonly [what: string, how: string]>> = {
  onnx: ['an ONNX model', 'Convert it to Keras (onnx2tf makes .h5 and .keras files) and open that.'],
  tflite: ['a TensorFlow Lite model', 'Open the Keras model that it was made from.'],
  torch: [
    'PyTorch weights',
    'Export the model to ONNX, convert that to Keras with onnx2tf, and open the .keras file.',
  ],
  'saved-model': [
    'a TensorFlow SavedModel or frozen graph',
    'Convert it with tensorflowjs_converter --output_format=tfjs_graph_model and open the folder it writes.',
  ],
  pickle: ['a Python pickle', 'The lab runs no code from files. Save the model as .keras.'],
};

/** `name` is what the person opened, for messages. Throws LabError `bad-file`, `bad-model` or `unsupported`. */
export async function readModel(given: FileSet, name: string): Promise<ImportedModel> {
  const files = withoutCommonFolder(given);
  if (files.size === 1) {
    const [[path, bytes]] = [...files] as [[string, Uint8Array]];
    const kind = recogniseFile(path, bytes);
    if (kind === 'hdf5') return fromKerasFile(bytes, path, new Map());
    if (kind === 'zip') return await fromZip(unzip(bytes, path), path);
  }
  return await fromFolder(files, name);
}

async function fromZip(files: FileSet, name: string): Promise<ImportedModel> {
  if (files.has('config.json') && [...files.keys()].some((path) => path.endsWith('.weights.h5')))
    return imported((await keras()).readKerasArchive(files, name), 'archive', new Map());
  return await fromFolder(files, name);
}

async function fromFolder(files: FileSet, name: string): Promise<ImportedModel> {
  const kinds = new Map([...files].map(([path, bytes]) => [path, recogniseFile(path, bytes)]));
  const ofKind = (...wanted: FileKind[]): string[] =>
    [...kinds].filter(([, kind]) => wanted.includes(kind)).map(([path]) => path);
  const topologies = ofKind('json').filter((path) => hasTopology(files.get(path) as Uint8Array));
  const keras = ofKind('hdf5', 'zip').filter((path) => !path.endsWith('.weights.h5'));
  const candidates = [...topologies, ...keras];
  const [only] = candidates;
  if (only === undefined) throw noModel(files, kinds, name);
  if (candidates.length > 1)
    throw new LabError(
      'bad-file',
      `${name} holds ${candidates.length} models: ${candidates.slice(0, 5).join(', ')}. Open one of them on its own.`,
      { models: candidates.slice(0, 20) },
    );
  const folder = only.slice(0, only.lastIndexOf('/') + 1);
  const beside = new Map(
    [...files]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, bytes]) => [path.slice(folder.length), bytes]),
  );
  const bytes = files.get(only) as Uint8Array;
  if (kinds.get(only) === 'hdf5') return fromKerasFile(bytes, only, beside);
  if (kinds.get(only) === 'zip') {
    const inner = await fromZip(unzip(bytes, only), only);
    return { ...inner, beside: new Map([...beside, ...inner.beside]) };
  }
  return await fromTensorFlowJs(only.slice(folder.length), beside);
}

async function fromTensorFlowJs(modelFile: string, files: FileSet): Promise<ImportedModel> {
  const json = parseJson(files.get(modelFile) as Uint8Array, modelFile);
  const model = await readModelFiles(json, async (path) => {
    // Loose files are found by their own name, whatever folder the manifest puts them in.
    const bytes = files.get(path) ?? files.get(path.slice(path.lastIndexOf('/') + 1));
    if (bytes === undefined)
      throw new LabError(
        'bad-file',
        `${modelFile} names the weight file "${path}", which is not among the files. Give it together with ${modelFile}.`,
        { path },
      );
    return bytes;
  });
  const { topology } = model;
  const rawConfig = model.format === 'layers' ? recordOf(topology['model_config'] ?? topology) : null;
  return {
    files: model,
    recognised: `TensorFlow.js ${model.format} model${producerOf(json)}`,
    rawConfig,
    beside: files,
  };
}

/** Few open a Keras file: what reads one is loaded for them alone. */
const keras = () => import('./keras/readKeras.ts');

async function fromKerasFile(bytes: Uint8Array, path: string, beside: FileSet): Promise<ImportedModel> {
  return imported((await keras()).readKerasH5(bytes, path), 'file', beside);
}

function imported(read: KerasFile, form: 'file' | 'archive', beside: FileSet): ImportedModel {
  const { files, rawConfig, kerasVersion } = read;
  const version = kerasVersion === null ? '' : ` ${kerasVersion}`;
  return { files, recognised: `Keras${version} ${form}`, rawConfig, beside };
}

function hasTopology(bytes: Uint8Array): boolean {
  try {
    return 'modelTopology' in recordOf(JSON.parse(strFromU8(bytes)));
  } catch {
    return false;
  }
}

function noModel(files: FileSet, kinds: ReadonlyMap<string, FileKind>, name: string): LabError {
  for (const [path, kind] of kinds) {
    const found = CONVERT[kind];
    if (found !== undefined)
      return new LabError('unsupported', `${path} is ${found[0]}, which the lab cannot run. ${found[1]}`, {
        path,
        kind,
      });
  }
  const paths = [...files.keys()];
  if (paths.some((path) => path.endsWith('.weights.h5') || /\.bin$|shard/.test(path)))
    return new LabError(
      'bad-file',
      `${name} holds weights but no model. Give the model.json, or save the whole model as .keras.`,
      { files: paths.slice(0, 20) },
    );
  const broken = [...kinds].find(([path]) => /\.(h5|hdf5|keras|json|zip)$/i.test(path));
  if (broken !== undefined)
    return new LabError(
      'bad-file',
      `${broken[0]} is not what its name says: its content is no ${broken[0].split('.').at(-1)} file with a model. It may be cut or damaged.`,
      { path: broken[0] },
    );
  return new LabError(
    'bad-file',
    `${name} holds no model. The lab opens TensorFlow.js folders (model.json with its weight files), Keras .h5 and .keras files, and zips of these.`,
    { files: paths.slice(0, 20) },
  );
}
