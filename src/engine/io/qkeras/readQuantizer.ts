/**
 * A quantizer or an activation in a layer's configuration, in every spelling that QKeras 0.9.0 and qkeras-v3 1.2.1
 * write: an expression, {class_name, config} with or without `module` and `registered_name`, the name of a function, or
 * nothing. Arguments that are arrays come as {class_name: '__numpy__', config: {value}}.
 */
import { LabError } from '../../labError.ts';
import { QUANTIZER_NAMES, quantizerOf } from '../../quantizers/quantizerOf.ts';
import { recordOf } from '../keras/layerTree.ts';

export type Activation =
  | { readonly kind: 'none' }
  /** A plain function, by its name in Keras or QKeras. */
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'quantizer'; readonly quantizer: ReadQuantizer };

export interface ReadQuantizer {
  readonly className: string;
  /** Canonical, as a storage plan takes it. */
  readonly expression: string;
  /** Its scale is fitted to data. */
  readonly fitted: boolean;
}

/** Where a quantizer stands, for messages. */
export interface QuantizerPlace {
  readonly layer: string;
  readonly argument: string;
}

/** `isTrainable`: alpha None becomes 'auto_po2'. Throws LabError `unsupported` or `bad-argument`, naming the place. */
export function readActivation(source: unknown, place: QuantizerPlace, isTrainable = false): Activation {
  const given = withoutWrappers(source);
  if (given === null || given === undefined) return { kind: 'none' };
  const name = nameOf(given);
  if (name === null)
    throw new LabError(
      'unsupported',
      `Layer "${place.layer}", ${place.argument}: ${clip(JSON.stringify(given) ?? String(given))} is neither a quantizer nor the name of a function.`,
      { ...place },
    );
  if (name === 'None' || name === 'linear') return { kind: 'none' };
  if (!QUANTIZER_NAMES.includes(name)) return { kind: 'function', name };
  return { kind: 'quantizer', quantizer: readQuantizer(given, name, place, isTrainable) };
}

function readQuantizer(
  source: unknown,
  className: string,
  place: QuantizerPlace,
  isTrainable: boolean,
): ReadQuantizer {
  const refuse = (why: string): LabError =>
    new LabError('unsupported', `Layer "${place.layer}", ${place.argument}: ${why}`, { ...place, className });
  if (className === 'bernoulli')
    throw refuse('bernoulli draws anew at each inference, so nothing that is stored can be hit.');
  try {
    const quantizer = quantizerOf(isTrainable ? trained(source, className) : source);
    if (quantizer === null) throw refuse('there is no quantizer.');
    const { expression } = quantizer;
    if (/qnoise_factor=/.test(expression))
      throw refuse(`${expression} mixes quantized and unquantized values; set qnoise_factor to 1.`);
    return { className, expression, fitted: /'auto(_po2)?'/.test(expression) };
  } catch (error) {
    if (!(error instanceof LabError) || error.detail['layer'] !== undefined) throw error;
    throw new LabError(error.code, `Layer "${place.layer}", ${place.argument}: ${error.message}`, {
      ...place,
      ...error.detail,
    });
  }
}

/** Quantizers with an alpha to train; quantized_bits then is symmetric too. */
const TRAINED = /^(quantized_bits|quantized_linear|(stochastic_)?(binary|ternary))$/;

/** As the layer's constructor leaves it. */
function trained(source: unknown, className: string): unknown {
  if (!TRAINED.test(className)) return source;
  const made = quantizerOf(source)?.expression ?? '';
  if (/alpha=/.test(made)) return source;
  const more = /^quantized_(bits|linear)$/.test(className)
    ? ["alpha='auto_po2'", 'symmetric=True']
    : ["alpha='auto_po2'"];
  const list = made.slice(made.indexOf('(') + 1, -1);
  const given = list === '' ? [] : [list.replace(/,?symmetric=\w+/, '')];
  return `${className}(${[...given, ...more].join(',')})`;
}

const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}...` : text);

/** The class or function; null for anything else. */
function nameOf(source: unknown): string | null {
  if (typeof source === 'string') return /^\s*([\w.>]*)/.exec(source)?.[1]?.replace(/^.*[.>]/, '') ?? '';
  const { class_name: className, config } = recordOf(source);
  if (typeof className !== 'string') return null;
  // A function of Keras 3.
  if (className === 'function') return typeof config === 'string' ? config : null;
  return className.replace(/^.*[.>]/, '');
}

/** Arrays and tensors of Keras 3 as the lists that they hold. */
function withoutWrappers(source: unknown): unknown {
  if (Array.isArray(source)) return source.map(withoutWrappers);
  if (typeof source !== 'object' || source === null) return source;
  const { class_name: className, config } = recordOf(source);
  if (className === '__numpy__' || className === '__tensor__') return recordOf(config)['value'];
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, withoutWrappers(value)]));
}
