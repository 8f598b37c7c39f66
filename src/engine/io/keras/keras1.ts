/**
 * Keras 1 as Keras 2 would have written it: names of layers and arguments, and weights that Keras 1 kept apart.
 * Sources: keras 2.3.1, legacy/interfaces.py (names) and preprocess_weights_for_loading in engine/saving.py (weights).
 */
import { LabError } from '../../labError.ts';
import type { NumberArray } from './hdf5.ts';
import { type LayerEntry, recordOf } from './layerTree.ts';
import type { LayerWeights } from './layerWeights.ts';

type Config = Readonly<Record<string, unknown>>;

export const isKeras1 = (version: string | null): boolean => /^[01]\./.test(version ?? '');

const CLASSES: Readonly<Record<string, string>> = {
  Convolution1D: 'Conv1D',
  Convolution2D: 'Conv2D',
  Convolution3D: 'Conv3D',
  AtrousConvolution1D: 'Conv1D',
  AtrousConvolution2D: 'Conv2D',
  SeparableConvolution2D: 'SeparableConv2D',
  Deconvolution2D: 'Conv2DTranspose',
};

const ARGUMENTS: Readonly<Record<string, string>> = {
  nb_filter: 'filters',
  filter_length: 'kernel_size',
  subsample_length: 'strides',
  subsample: 'strides',
  atrous_rate: 'dilation_rate',
  border_mode: 'padding',
  bias: 'use_bias',
  inner_activation: 'recurrent_activation',
  p: 'rate',
  sigma: 'stddev',
  input_dtype: 'dtype',
};

const MERGES: Readonly<Record<string, string>> = {
  sum: 'Add',
  mul: 'Multiply',
  ave: 'Average',
  max: 'Maximum',
  concat: 'Concatenate',
};

/** `model` is {class_name, config} as in the file. Throws LabError `unsupported` for what has no counterpart. */
export function modernModel(model: Config): Config {
  const config = model['config'];
  const inner = Array.isArray(config) ? config : recordOf(config)['layers'];
  if (Array.isArray(inner)) {
    const layers = inner.map((layer) => modernModel(recordOf(layer)));
    return { ...model, config: Array.isArray(config) ? layers : { ...recordOf(config), layers } };
  }
  const own = modernConfig(String(model['class_name']), recordOf(config));
  const layer = recordOf(own.config['layer']);
  const wrapped = 'class_name' in layer ? { ...own.config, layer: modernModel(layer) } : own.config;
  return { ...model, class_name: own.className, config: wrapped };
}

function modernConfig(className: string, config: Config): { className: string; config: Config } {
  const name = String(config['name'] ?? '');
  const refused = (what: string): LabError =>
    new LabError('unsupported', `Layer "${name}" (${className} of Keras 1) ${what}.`, { layer: name });
  if (config['dim_ordering'] === 'th')
    throw refused('has its channels first (dim_ordering "th"). Save it with "tf" ordering');
  if (className === 'Merge') {
    const merge = MERGES[String(config['mode'])];
    if (merge === undefined)
      throw refused(`merges by "${String(config['mode'])}", which the lab does not know`);
    return {
      className: merge,
      config: { name, ...(merge === 'Concatenate' && { axis: config['concat_axis'] ?? -1 }) },
    };
  }
  if (className === 'BatchNormalization' && Number(config['mode'] ?? 0) !== 0)
    throw refused(`has mode ${String(config['mode'])}; mode 0 is read`);
  const own: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    if (
      key === '__proto__' ||
      /^(init|inner_init|forget_bias_init|weights|dim_ordering|nb_row|nb_col)$/.test(key)
    )
      continue;
    own[argumentName(className, key)] = value;
  }
  if ('nb_row' in config) own['kernel_size'] = [config['nb_row'], config['nb_col']];
  return { className: CLASSES[className] ?? className, config: own };
}

function argumentName(className: string, key: string): string {
  if (key === 'output_dim' && className !== 'Embedding') return 'units';
  if (/Pooling1D$/.test(className))
    return key === 'pool_length' ? 'pool_size' : key === 'stride' ? 'strides' : (ARGUMENTS[key] ?? key);
  if (className === 'UpSampling1D' && key === 'length') return 'size';
  return ARGUMENTS[key] ?? key;
}

/** A layer's arrays as Keras 2 keeps them: gates side by side, kernels of Conv1D without the axis of length 1. */
export function modernWeights(
  layers: readonly LayerEntry[],
  weights: readonly LayerWeights[],
): readonly LayerWeights[] {
  return weights.map(({ path, arrays }) => {
    const layer = layerAt(layers, path);
    const inner = String(recordOf(layer?.config['layer'])['class_name'] ?? '');
    if (layer?.className === 'Bidirectional') {
      const half = arrays.length / 2;
      const sides = [arrays.slice(0, half), arrays.slice(half)];
      return { path, arrays: sides.flatMap((side) => modernArrays(inner, side)) };
    }
    return { path, arrays: modernArrays(inner === '' ? (layer?.className ?? '') : inner, arrays) };
  });
}

function layerAt(layers: readonly LayerEntry[], [name, ...rest]: readonly string[]): LayerEntry | undefined {
  const layer = layers.find((each) => each.name === name);
  return rest.length === 0 ? layer : layerAt(layer?.layers ?? [], rest);
}

function modernArrays(className: string, arrays: readonly NumberArray[]): readonly NumberArray[] {
  const gates = GATES[className];
  if (gates !== undefined && arrays.length === 3 * gates.length)
    return [0, 1, 2].map((part) => sideBySide(gates.map((gate) => arrays[3 * gate + part] as NumberArray)));
  const [kernel, ...others] = arrays;
  if (/^(Convolution1D|AtrousConvolution1D)$/.test(className) && kernel?.shape.length === 4)
    return [{ ...kernel, shape: kernel.shape.filter((_, axis) => axis !== 1) }, ...others];
  return arrays;
}

/** Places of the gates that Keras 2 has in the order i, f, c, o and z, r, h; Keras 1 wrote i, c, f, o. */
const GATES: Readonly<Record<string, readonly number[]>> = { LSTM: [0, 2, 1, 3], GRU: [0, 1, 2] };

/** Joined along the last axis. */
function sideBySide(arrays: readonly NumberArray[]): NumberArray {
  const widths = arrays.map(({ shape }) => shape[shape.length - 1] as number);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const [first] = arrays as [NumberArray];
  const rows = first.values.length / (widths[0] as number);
  const values = new Float32Array(rows * width);
  for (let row = 0, at = 0; row < rows; row++)
    for (const [k, array] of arrays.entries()) {
      const own = widths[k] as number;
      values.set(array.values.subarray(row * own, (row + 1) * own), at);
      at += own;
    }
  return { shape: [...first.shape.slice(0, -1), width], values };
}
