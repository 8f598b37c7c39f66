/**
 * Layer names as TensorFlow.js takes them ([A-Za-z0-9] and then also - . _ /): other characters become `_`, a leading
 * one gets an `n` before it. The same rule on topology and weight names keeps them together.
 */
import { recordOf } from './keras/layerTree.ts';

export function safeName(name: string): string {
  const plain = name.replace(/[^-A-Za-z0-9._/]/g, '_');
  return /^[A-Za-z0-9]/.test(plain) ? plain : `n${plain}`;
}

/** A weight's name: the part after `#`, and the `:0` of TensorFlow, stay. */
export function safeWeightName(name: string): string {
  const [, path = '', end = ''] = /^(.*?)(#\d+|:\d+)?$/.exec(name) ?? [];
  return path.split('/').map(safeName).join('/') + end;
}

/** `model` is {class_name, config}, calls as Keras 2 writes them. */
export function withSafeNames(model: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const config = { ...recordOf(model['config']) };
  const result: Record<string, unknown> = { ...model, config };
  if (typeof model['name'] === 'string') result['name'] = safeName(model['name']);
  if (typeof config['name'] === 'string') config['name'] = safeName(config['name']);
  if (Array.isArray(model['inbound_nodes'])) result['inbound_nodes'] = inCalls(model['inbound_nodes']);
  if (Array.isArray(config['layers'])) {
    config['layers'] = config['layers'].map((layer) => withSafeNames(recordOf(layer)));
    for (const key of ['input_layers', 'output_layers'])
      if (key in config) config[key] = inCalls(config[key]);
  }
  return result;
}

/** The first string of every [layer, call, output] list. */
function inCalls(calls: unknown): unknown {
  if (!Array.isArray(calls)) return calls;
  const [name, ...rest] = calls as unknown[];
  return typeof name === 'string' ? [safeName(name), ...rest] : calls.map(inCalls);
}
