/** Which tensors a layer is called with: `inbound_nodes` of Keras 2 and 3 in the form of Keras 2. */
import { LabError } from '../../labError.ts';
import { recordOf } from './layerTree.ts';

/** [layer, call, output, keyword arguments] */
type CallEntry = [string, number, number, Record<string, unknown>];

/**
 * TensorFlow.js, like Keras 2, counts the calls of every nested model from 1, as building it was call 0. Keras 3 counts
 * from 0 where layers are called (`own_nodes` in keras/src/models/functional.py), but in the lists of outputs only those
 * of a Sequential. `fromZero` are the names of those that are counted from 0.
 */
export function recount(calls: unknown, fromZero: ReadonlySet<string>): unknown {
  if (!Array.isArray(calls)) return calls;
  const [name, call, ...rest] = calls as unknown[];
  if (typeof name === 'string' && typeof call === 'number')
    return fromZero.has(name) ? [name, call + 1, ...rest] : calls;
  return calls.map((each) => recount(each, fromZero));
}

/** Whether a call of `name` with this number is read. */
export function readsCall(calls: unknown, name: string, number: number): boolean {
  if (!Array.isArray(calls)) return false;
  const [own, call] = calls as unknown[];
  if (typeof own === 'string') return own === name && call === number;
  return calls.some((each) => readsCall(each, name, number));
}

export function inboundNodes(raw: readonly unknown[], layerName: string): unknown[] {
  return raw.map((node) =>
    Array.isArray(node) ? legacyNode(node) : kerasTensors(recordOf(node), layerName),
  );
}

/** Keras 2 lists [layer, call, output, kwargs?]; a single input may stand without its list, further ones in kwargs. */
function legacyNode(node: readonly unknown[]): unknown[] {
  const entries = typeof node[0] === 'string' ? [node] : node;
  return entries.flatMap((entry) => {
    if (!Array.isArray(entry)) return [entry];
    const [name, call, output, kwargs] = entry as unknown[];
    const named = ['value', 'key']
      .map((key) => recordOf(kwargs)[key])
      .filter((value) => Array.isArray(value) && typeof value[0] === 'string')
      .map((value) => [...(value as unknown[]).slice(0, 3), {}]);
    return [[name, call, output, withoutTensors(recordOf(kwargs))], ...named];
  });
}

function kerasTensors(node: Readonly<Record<string, unknown>>, layerName: string): unknown[] {
  const entries: CallEntry[] = [];
  const kwargs: Record<string, unknown> = {};
  collect(node['args'], entries);
  for (const [key, value] of Object.entries(recordOf(node['kwargs']))) {
    const before = entries.length;
    // Attention and MultiHeadAttention name their inputs.
    if (['query', 'value', 'key', 'inputs', 'x', 'initial_state'].includes(key)) collect(value, entries);
    // Masks are worked out where they arise; see keras/maskOps.ts.
    else if (key !== 'mask' && refersToTensor(value)) throw unfollowed(layerName, key);
    if (key === 'use_causal_mask' && value === true) throw unfollowed(layerName, key);
    if (entries.length === before && value !== null && typeof value !== 'object') kwargs[key] = value;
  }
  if (entries.length === 0)
    throw new LabError(
      'unsupported',
      `Layer "${layerName}" is called without a tensor, which the lab cannot follow.`,
      { layer: layerName },
    );
  delete kwargs['training'];
  const [first, ...others] = entries;
  return [[...(first as CallEntry).slice(0, 3), kwargs], ...others];
}

const refersToTensor = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(refersToTensor) : recordOf(value)['class_name'] === '__keras_tensor__';

const unfollowed = (layer: string, argument: string): LabError =>
  new LabError(
    'unsupported',
    `Layer "${layer}" is called with ${argument}, which the lab does not compute.`,
    {
      layer,
      argument,
    },
  );

function collect(value: unknown, into: CallEntry[]): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, into);
    return;
  }
  const tensor = recordOf(value);
  if (tensor['class_name'] !== '__keras_tensor__') return;
  const history = recordOf(tensor['config'])['keras_history'];
  if (!Array.isArray(history) || typeof history[0] !== 'string')
    throw new LabError('bad-model', 'A call of a layer names no layer that made its tensor.');
  into.push([history[0], Number(history[1]), Number(history[2]), {}]);
}

function withoutTensors(kwargs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(kwargs).filter(
      ([key, value]) => key !== 'training' && value !== null && typeof value !== 'object',
    ),
  );
}

/** `['x', 0, 0]`, `[['x', 0, 0], ...]` or a record of them, as a list. */
export function outputList(raw: unknown): unknown {
  if (Array.isArray(raw)) return typeof raw[0] === 'string' ? [raw] : raw.flatMap((each) => outputList(each));
  if (typeof raw === 'object' && raw !== null) return Object.values(raw).flatMap((each) => outputList(each));
  return raw;
}
