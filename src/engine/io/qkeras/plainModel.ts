/**
 * A model with layers of QKeras as the plain model that computes the same once its tensors are stored as the quantizers
 * say (DESIGN 3.2). A quantized activation is part of what is stored: the layer keeps a ReLU where the quantizer begins
 * with one, and no activation where its curve belongs to the code. What cannot be said so is refused by name.
 */
import { LabError } from '../../labError.ts';
import type { ImportNote } from '../importReport.ts';
import { recordOf } from '../keras/layerTree.ts';
import { safeName } from '../safeNames.ts';
import type { Fold } from './foldBatchnorm.ts';
import { type LayerRule, layerRule, UNSUPPORTED } from './layerRules.ts';
import { type ReadQuantizer, readActivation } from './readQuantizer.ts';

type Config = Readonly<Record<string, unknown>>;

/** How one tensor of a layer is stored, in every call of it. */
export interface LayerStorage {
  /** Names of the containers and of the layer, as TensorFlow.js takes them. */
  readonly path: readonly string[];
  /** `kernel`, `bias`, ..., or `output`. */
  readonly tensor: string;
  readonly format: string;
}

export interface PlainModel {
  readonly model: Config;
  readonly storage: readonly LayerStorage[];
  readonly folds: readonly Fold[];
  readonly notes: readonly ImportNote[];
}

/** `model` is {class_name, config} as it stands in the file. Throws LabError `unsupported` or `bad-argument`. */
export function plainModel(model: Config): PlainModel {
  const found: Found = { storage: [], folds: [], notes: [] };
  // Keras 1: there was no QKeras.
  if (Array.isArray(model['config'])) return { model, ...found };
  const config = recordOf(model['config']);
  return { model: { ...model, config: withPlainLayers(config, [], found) }, ...found };
}

interface Found {
  readonly storage: LayerStorage[];
  readonly folds: Fold[];
  readonly notes: ImportNote[];
}

function withPlainLayers(config: Config, scope: readonly string[], found: Found): Config {
  const layers = config['layers'];
  if (!Array.isArray(layers)) return config;
  return { ...config, layers: layers.map((layer) => plainLayer(recordOf(layer), scope, found)) };
}

function plainLayer(layer: Config, scope: readonly string[], found: Found): Config {
  const config = recordOf(layer['config']);
  const path = [...scope, safeName(String(layer['name'] ?? config['name'] ?? ''))];
  if (Array.isArray(config['layers'])) return { ...layer, config: withPlainLayers(config, path, found) };
  const className = String(layer['class_name'] ?? '').replace(/^.*[.>]/, '');
  const inner = recordOf(config['layer']);
  if (className === 'TimeDistributed' && 'class_name' in inner) {
    // Its weights and outputs are the wrapper's.
    const wrapped = quantizedLayer(inner, plainName(inner), path, found);
    return { ...layer, config: { ...config, layer: wrapped } };
  }
  const held = plainName(inner);
  if (layerRule(held) !== null || UNSUPPORTED.includes(held)) throw refused(path, `${held} in ${className}`);
  return quantizedLayer(layer, className, path, found);
}

const plainName = (layer: Config): string => String(layer['class_name'] ?? '').replace(/^.*[.>]/, '');

/** Layers of Keras whose activation is the last thing they do. */
const ENDS_WITH_ACTIVATION = /^(Activation|Dense|(Depthwise|Separable)?Conv\dD(Transpose)?)$/;

function quantizedLayer(layer: Config, className: string, path: readonly string[], found: Found): Config {
  if (UNSUPPORTED.includes(className)) throw refused(path, className);
  const rule = layerRule(className);
  const given = recordOf(layer['config']);
  // QBatchNormalization takes an activation and never applies it.
  const { activation: _, ...withoutActivation } = given;
  const config = rule?.plain === 'BatchNormalization' ? withoutActivation : given;
  if (rule === null && !isNamed(config['activation'])) return layer;
  const storage = [
    ...(rule === null ? [] : parameterStorage(rule, config, path)),
    ...activationStorage(config, path),
  ];
  const plain: Record<string, unknown> = { ...config, ...activationOf(config, path, rule !== null) };
  if (rule === null) {
    if (storage.length === 0) return layer;
    if (!ENDS_WITH_ACTIVATION.test(className))
      throw refused(path, `${className} with a quantized activation`);
  } else {
    for (const key of Object.keys(plain))
      if (/_quantizer$|_range$|^(ema_freeze_delay|folding_mode|ber|bit_loc|accum_faults)$/.test(key))
        delete plain[key];
    if ('average_quantizer' in config) plain['average_quantizer'] = averageQuantizer(config, path);
    if (rule.foldInto !== null) {
      found.folds.push(foldOf(rule.foldInto, config, path));
      plain['use_bias'] = true;
    }
  }
  found.storage.push(...storage);
  found.notes.push(noteOf(className, rule, storage, path));
  return { ...layer, class_name: rule?.plain ?? className, config: plain };
}

/** Of plain layers only what can be a quantizer is looked at; the rest is judged with the layer. */
const isNamed = (activation: unknown): boolean =>
  typeof activation === 'string' ||
  !/^(function|undefined)$/.test(String(recordOf(activation)['class_name']));

function parameterStorage(rule: LayerRule, config: Config, path: readonly string[]): LayerStorage[] {
  for (const argument of rule.refused)
    if (quantizerAt(argument, config, path) !== null)
      throw new LabError(
        'unsupported',
        `Layer "${path.join('/')}": its ${argument} quantizes inside the layer, step by step, which the lab cannot store or hit. Rebuild the layer without it.`,
        { layer: path.join('/'), argument },
      );
  return Object.entries(rule.tensors).flatMap(([argument, tensor]) => {
    const quantizer = quantizerAt(argument, config, path, rule.trainable.includes(tensor));
    return quantizer === null || !hasTensor(tensor, rule, config)
      ? []
      : [{ path, tensor, format: quantizer.expression }];
  });
}

/** Null for none, and for the plain function of an activation. Another function is no quantizer that the lab knows. */
function quantizerAt(
  argument: string,
  config: Config,
  path: readonly string[],
  isTrainable = false,
): ReadQuantizer | null {
  const read = readActivation(config[argument], place(path, argument), isTrainable);
  if (read.kind === 'function' && argument.endsWith('_quantizer'))
    throw new LabError(
      'unsupported',
      `Layer "${path.join('/')}", ${argument}: "${read.name}" is no quantizer that the lab knows.`,
      { layer: path.join('/'), argument, got: read.name },
    );
  return read.kind === 'quantizer' ? read.quantizer : null;
}

function hasTensor(tensor: string, rule: LayerRule, config: Config): boolean {
  if (tensor === 'bias') return rule.foldInto !== null || config['use_bias'] !== false;
  if (tensor === 'gamma') return config['scale'] !== false;
  return tensor !== 'beta' || config['center'] !== false;
}

function activationStorage(config: Config, path: readonly string[]): LayerStorage[] {
  const quantizer = quantizerAt('activation', config, path);
  return quantizer === null ? [] : [{ path, tensor: 'output', format: quantizer.expression }];
}

/** The names of QKeras's own functions; some mean something else in Keras. */
const FUNCTIONS = /^(hard_sigmoid|hard_tanh|smooth_sigmoid|smooth_tanh|binary_sigmoid|binary_tanh)$/;

/** The activation that is left of it: quantizing gives the same code after a ReLU where it would clip at 0 anyway. */
function activationOf(config: Config, path: readonly string[], isQuantizedLayer: boolean): Config {
  const inner = isQuantizedLayer ? config['recurrent_activation'] : undefined;
  if (inner !== undefined)
    return {
      ...activationOf({ activation: config['activation'] }, path, true),
      recurrent_activation: activationOf({ activation: inner }, path, true)['activation'],
    };
  if (!('activation' in config)) return {};
  const read = readActivation(config['activation'], place(path, 'activation'));
  switch (read.kind) {
    case 'none':
      return { activation: 'linear' };
    case 'function':
      if (!isQuantizedLayer) return {};
      return { activation: FUNCTIONS.test(read.name) ? `qkeras_${read.name}` : read.name };
    case 'quantizer': {
      const { className, expression } = read.quantizer;
      const rectifies = className === 'quantized_relu' && !/negative_slope/.test(expression);
      return { activation: rectifies ? 'relu' : 'linear' };
    }
  }
}

/** TensorFlow.js rewrites underscores in texts; the layer undoes this (runtime/layers/quantizedPooling). */
function averageQuantizer(config: Config, path: readonly string[]): string | null {
  const quantizer = quantizerAt('average_quantizer', config, path);
  return quantizer === null ? null : encodeURIComponent(quantizer.expression).replaceAll('_', '%5F');
}

function foldOf(kernel: string, config: Config, path: readonly string[]): Fold {
  return {
    path,
    kernel,
    hasBias: config['use_bias'] !== false,
    hasGamma: config['scale'] !== false,
    hasBeta: config['center'] !== false,
    epsilon: typeof config['epsilon'] === 'number' ? config['epsilon'] : 1e-3,
  };
}

function noteOf(
  className: string,
  rule: LayerRule | null,
  storage: readonly LayerStorage[],
  path: readonly string[],
): ImportNote {
  const stored = storage.map(({ tensor, format }) => `${tensor} as ${format}`).join(', ');
  const became = rule === null ? '' : `${className} runs as ${rule.plain}`;
  const folded = rule?.foldInto == null ? '' : ', its batch normalization folded into the kernel';
  const fitted = storage.find(({ tensor, format }) => tensor === 'output' && /'auto/.test(format));
  return {
    kind: fitted === undefined ? 'stored' : 'warning',
    what: `${became}${folded}${became !== '' && stored !== '' ? '; ' : ''}${stored === '' ? '' : `stored: ${stored}`}.`,
    where: path.join('/'),
    why:
      fitted === undefined
        ? null
        : 'The scale of this activation is fitted once, to the calibration inputs; QKeras fits it to each batch anew.',
  };
}

const place = (path: readonly string[], argument: string) => ({ layer: path.join('/'), argument });

function refused(path: readonly string[], className: string): LabError {
  const layer = path.join('/');
  return new LabError(
    'unsupported',
    `Layer "${layer}" is a ${className} of QKeras, which the lab cannot run yet. It is not run unquantized instead.`,
    { layer, className },
  );
}
