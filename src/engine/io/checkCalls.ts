/**
 * The calls of a layers model can be built one after the other. TensorFlow.js waits for ever for a layer that is called
 * on its own result, on a layer that is not there, or on a call that never happens (tfjs issue 7271): such a model is
 * refused here. Follows the order of its Container.fromConfig.
 */
import { LabError } from '../labError.ts';
import { recordOf } from './keras/layerTree.ts';

interface Waiting {
  readonly layer: string;
  readonly needs: readonly (readonly [layer: string, call: number])[];
}

/** `model` is {class_name, config}, calls as Keras 2 writes them. Throws LabError `bad-model`. */
export function checkCalls(model: Readonly<Record<string, unknown>>): void {
  const layers = listOf(recordOf(model['config'])['layers'] ?? model['config']);
  for (const layer of layers) if (isContainer(layer)) checkCalls(layer);
  const names = new Set<string>();
  /** Calls that exist so far; building a nested model is its call 0. */
  const made = new Map<string, number>();
  let waiting: Waiting[] = [];
  for (const layer of layers) {
    const name = nameOf(layer);
    if (names.has(name) && name !== '')
      throw new LabError(
        'bad-model',
        `Two layers are named "${name}"; every layer needs a name of its own.`,
        {
          layer: name,
        },
      );
    names.add(name);
    made.set(name, isContainer(layer) || layer['class_name'] === 'InputLayer' ? 1 : 0);
    for (const node of Array.isArray(layer['inbound_nodes']) ? (layer['inbound_nodes'] as unknown[]) : [])
      waiting.push({ layer: name, needs: needsOf(node, name) });
  }
  const unknown = waiting.flatMap(({ layer, needs }) =>
    needs.filter(([need]) => !names.has(need)).map(([need]) => ({ layer, need })),
  )[0];
  if (unknown !== undefined)
    throw new LabError(
      'bad-model',
      `Layer "${unknown.layer}" is called on the layer "${unknown.need}", which the model does not have.`,
      unknown,
    );
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    waiting = waiting.filter(({ layer, needs }) => {
      if (needs.some(([need, call]) => call >= (made.get(need) ?? 0))) return true;
      made.set(layer, (made.get(layer) ?? 0) + 1);
      return false;
    });
  }
  if (waiting.length > 0) {
    const stuck = [...new Set(waiting.map(({ layer }) => layer))];
    throw new LabError(
      'bad-model',
      `The layers ${stuck.slice(0, 5).join(', ')}${stuck.length > 5 ? ', ...' : ''} wait for each other or for a call that never happens; a feed-forward graph is needed.`,
      { layers: stuck.slice(0, 20) },
    );
  }
}

/** A layer that is called by name has one, the same in both places: TensorFlow.js goes by either. */
function nameOf(layer: Readonly<Record<string, unknown>>): string {
  const outer = layer['name'];
  const inner = recordOf(layer['config'])['name'];
  if (!Array.isArray(layer['inbound_nodes']))
    return typeof outer === 'string' ? outer : typeof inner === 'string' ? inner : '';
  if (typeof outer === 'string' && outer !== '' && outer === inner) return outer;
  throw new LabError(
    'bad-model',
    `A ${String(layer['class_name'])} is named ${JSON.stringify(outer) ?? 'nothing'} in one place and ${JSON.stringify(inner) ?? 'nothing'} in the other; wanted the same text. The model's configuration is damaged.`,
    {},
  );
}

/** `[[layer, call, output, kwargs?], ...]`, at least one. */
function needsOf(node: unknown, layer: string): (readonly [string, number])[] {
  const calls: readonly unknown[] =
    Array.isArray(node) && typeof node[0] === 'string' ? [node] : Array.isArray(node) ? node : [];
  if (calls.length === 0) throw noCall(layer, node);
  return calls.map((call) => {
    const [name, number, output] = Array.isArray(call) ? (call as unknown[]) : [];
    if (typeof name !== 'string' || !isCount(number) || !isCount(output)) throw noCall(layer, call);
    return [name, number];
  });
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

function noCall(layer: string, got: unknown): LabError {
  return new LabError(
    'bad-model',
    `A call of the layer "${layer}" is ${(JSON.stringify(got) ?? 'missing').slice(0, 80)}; wanted the name of a layer, the number of its call and of its output. The model's configuration is damaged.`,
    { layer },
  );
}

const listOf = (value: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.map(recordOf) : [];

const isContainer = (layer: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(recordOf(layer['config'])['layers']);
