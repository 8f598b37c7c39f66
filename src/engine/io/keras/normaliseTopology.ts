/**
 * Keras's model configuration (1, 2, tf.keras, 3) in the form that TensorFlow.js reads, own-key copies throughout.
 * What is rewritten is listed, so that the import report can say so:
 * - Keras 3: `batch_shape`, dtype policies, `__keras_tensor__` call arguments, build and compile records;
 * - training only: initializers become zeros (weights are loaded anyway), regularizers and constraints go;
 * - options that TensorFlow.js ignores in silence are carried to the lab's own layers (runtime/layers) or refused.
 */
import { LabError } from '../../labError.ts';
import { inboundNodes, outputList, readsCall, recount } from './callHistory.ts';
import { recordOf } from './layerTree.ts';
import { withoutMaskOps } from './maskOps.ts';

type Config = Record<string, unknown>;

export interface NormalisedTopology {
  /** {class_name, config} of the model. */
  readonly model: Readonly<Record<string, unknown>>;
  /** Plain sentences. */
  readonly rewrites: readonly string[];
}

/** Dropped everywhere: they matter to training only, or to Keras's own saving. */
const DROPPED =
  /(_regularizer|_constraint|^batch_input_shape_source|^activity_regularizer|^renorm|^synchronized|^ragged|^sparse|^optional|^use_cudnn|^autocast|^lora_|^quantization_config)/;

export function normaliseTopology(raw: unknown, kerasVersion: string | null): NormalisedTopology {
  const rewrites = new Set<string>();
  const major = Number(/^(\d+)/.exec(kerasVersion ?? '')?.[1] ?? 2);
  const model = layer(recordOf(raw), { major, rewrites });
  return { model, rewrites: [...rewrites] };
}

interface Context {
  readonly major: number;
  readonly rewrites: Set<string>;
}

function layer(raw: Readonly<Config>, context: Context): Config {
  const className = plainClassName(raw['class_name']);
  // Keras 1 wrote the layers of a Sequential as a plain list.
  const config = Array.isArray(raw['config'])
    ? { name: 'sequential', layers: raw['config'] }
    : recordOf(raw['config']);
  const own = ownConfig(config, className, context);
  const inner = config['layers'];
  if (Array.isArray(inner)) {
    const written = context.major < 3 ? inner : withoutMaskOps(inner, config['output_layers']);
    const layers = written.map((each) => layer(recordOf(each), context));
    const nested = context.major < 3 ? [] : layers.filter(isNested);
    const calls = layers.map((each) => each['inbound_nodes']);
    // Early versions of Keras 3 counted functional models from 1 here, too: then the last number is that of calls.
    const fromZero = nested.filter(({ name, inbound_nodes: own }) => {
      const count = Array.isArray(own) ? own.length : 0;
      return readsCall(calls, String(name), 0) || !readsCall(calls, String(name), count);
    });
    const sequentials = nested.filter((each) => each['class_name'] === 'Sequential');
    for (const each of layers)
      if ('inbound_nodes' in each) each['inbound_nodes'] = recount(each['inbound_nodes'], namesOf(fromZero));
    own['layers'] = layers;
    if (className === 'Sequential') giveInputShape(own, config, context);
    for (const key of ['input_layers', 'output_layers'])
      if (key in own) own[key] = recount(outputList(config[key]), namesOf(sequentials));
  }
  // Wrappers hold a layer.
  for (const key of ['layer', 'backward_layer', 'cell'])
    if ('class_name' in recordOf(config[key])) own[key] = layer(recordOf(config[key]), context);
  const name = raw['name'] ?? config['name'];
  if (name !== undefined && name !== null && typeof name !== 'string')
    throw new LabError(
      'bad-model',
      `A ${className} is named ${JSON.stringify(name).slice(0, 60)}; wanted a text. The model's configuration is damaged.`,
      { className },
    );
  const grouped =
    (Number(config['groups'] ?? 1) > 1 && /^Conv[12]D$/.test(className)) ||
    (className === 'Conv1D' && config['padding'] === 'causal');
  const result: Config = { class_name: grouped ? `Grouped${className}` : className, config: own };
  if (typeof name === 'string') {
    result['name'] = name;
    own['name'] = name;
  }
  if (Array.isArray(raw['inbound_nodes'])) {
    if (raw['inbound_nodes'].some((node) => !Array.isArray(node)))
      context.rewrites.add('The calls of Keras 3 were rewritten as those of Keras 2.');
    result['inbound_nodes'] = inboundNodes(raw['inbound_nodes'], String(name));
  }
  return result;
}

const isNested = (each: Config): boolean => Array.isArray(recordOf(each['config'])['layers']);

const namesOf = (layers: readonly Config[]): ReadonlySet<string> =>
  new Set(layers.map(({ name }) => String(name)));

/** `Custom>QDense` and `keras.layers.Dense` to the class alone. */
function plainClassName(raw: unknown): string {
  if (typeof raw !== 'string' || raw === '')
    throw new LabError('bad-model', 'The model has a layer without a class name.');
  const plain = raw.slice(Math.max(raw.lastIndexOf('>'), raw.lastIndexOf('.')) + 1);
  if (plain !== '') return plain;
  throw new LabError(
    'bad-model',
    `The model has a layer of the class ${JSON.stringify(raw.slice(0, 80))}; wanted a name such as "Dense". Its configuration is damaged.`,
  );
}

function ownConfig(config: Readonly<Config>, className: string, context: Context): Config {
  const own: Config = {};
  for (const [key, value] of Object.entries(config)) {
    if (key === '__proto__' || key === 'layers' || DROPPED.test(key)) continue;
    if (key.endsWith('_initializer') || key === 'initializer') {
      own[key] = { class_name: 'Zeros', config: {} };
    } else if (key === 'batch_shape') own['batch_input_shape'] = value;
    else if (key === 'dtype') own[key] = dtypeName(value, className);
    else if (/activation$/.test(key)) own[key] = activationName(value, context);
    else if (key === 'axis' && Array.isArray(value) && value.length === 1) own[key] = value[0];
    else own[key] = value;
  }
  return renamed(own, className, context);
}

function dtypeName(value: unknown, className: string): unknown {
  const policy = recordOf(value);
  const name = typeof value === 'string' ? value : recordOf(policy['config'])['name'];
  if (typeof name !== 'string' || className !== 'InputLayer') return 'float32';
  return /int/.test(name) ? 'int32' : name === 'bool' ? 'bool' : 'float32';
}

function activationName(value: unknown, context: Context): unknown {
  const given = recordOf(value);
  const named = typeof value === 'string' ? value : (given['config'] ?? given['class_name']);
  if (named === null || named === undefined) return value === undefined ? undefined : 'linear';
  if (typeof named !== 'string')
    return typeof given['class_name'] === 'string' ? plainClassName(given['class_name']) : value;
  if (named === 'hard_sigmoid' && context.major >= 3) {
    context.rewrites.add('hard_sigmoid is that of Keras 3, x/6 + 0.5.');
    return 'hard_sigmoid_keras3';
  }
  if (named === 'swish') return 'silu';
  return named;
}

/** Arguments that Keras renamed. */
function renamed(own: Config, className: string, context: Context): Config {
  if (className === 'LeakyReLU' && 'negative_slope' in own) {
    own['alpha'] = own['negative_slope'];
    delete own['negative_slope'];
    context.rewrites.add('The negative_slope of LeakyReLU was carried over as alpha.');
  }
  // Written by Keras 2 beside the initializers of the two kernels, and refused by TensorFlow.js.
  if (className.startsWith('SeparableConv')) delete own['kernel_initializer'];
  return own;
}

/** A Sequential without input layer learns its input shape from what Keras recorded when it was built. */
function giveInputShape(own: Config, config: Readonly<Config>, context: Context): void {
  const first = recordOf((own['layers'] as unknown[])[0]);
  const firstConfig = first['config'] as Config | undefined;
  const shape = config['build_input_shape'];
  if (firstConfig === undefined || 'batch_input_shape' in firstConfig || !Array.isArray(shape)) return;
  if (Array.isArray(recordOf(firstConfig)['layers'])) return;
  firstConfig['batch_input_shape'] = shape;
  context.rewrites.add('The input shape of a Sequential was taken from its build record.');
}
