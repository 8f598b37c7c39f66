/**
 * Reads a LayersModel's calls in a stable topological order with nested containers inlined, from public fields only
 * (spec: `symbolic.sourceLayer.inboundNodes[symbolic.nodeIndex]`). Iterative along the graph and checked for cycles,
 * so deep or broken models cannot overflow the stack or loop.
 */
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { LabError } from '../labError.ts';
import { callName } from './nodeName.ts';

export type Layer = LayersModel['layers'][number];

export interface LayerCall {
  readonly layer: Layer;
  /** Node id: containers, then the layer, with `~k` for repeated calls. */
  readonly id: string;
  readonly scope: readonly string[];
  /** Keys of the tensors that flow, unique in the flattened graph. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly symbols: readonly SymbolicTensor[];
}

export interface FlatCalls {
  readonly calls: readonly LayerCall[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

interface Container {
  readonly inputs: SymbolicTensor[];
  readonly outputs: SymbolicTensor[];
  readonly layers: Layer[];
}

export function isContainer(layer: Layer): layer is Layer & Container {
  return 'layers' in layer && 'inputs' in layer && Array.isArray((layer as unknown as Container).outputs);
}

export function flattenCalls(model: LayersModel): FlatCalls {
  const calls: LayerCall[] = [];
  const repeats = new Map<string, number>();
  const inputs = model.inputs.map((symbol) => {
    const id = nextId([], symbol.sourceLayer.name, repeats);
    calls.push({
      layer: symbol.sourceLayer,
      id,
      scope: [],
      inputs: [],
      outputs: [`${id}.0`],
      symbols: [symbol],
    });
    return `${id}.0`;
  });
  const outputs = inline(model as unknown as Container, [], inputs, calls, repeats);
  return { calls, inputs, outputs };
}

function inline(
  container: Container,
  scope: readonly string[],
  feeds: readonly string[],
  calls: LayerCall[],
  repeats: Map<string, number>,
): string[] {
  const keys = new Map<number, string>(container.inputs.map((symbol, i) => [symbol.id, feeds[i] as string]));
  for (const { layer, nodeIndex } of orderedNodes(container, new Set(keys.keys()))) {
    const node = inboundNode(layer, nodeIndex);
    const ins = node.inputTensors.map((symbol) => keys.get(symbol.id) as string);
    const id = nextId(scope, layer.name, repeats);
    const outs = isContainer(layer)
      ? inline(layer, [...scope, id.slice(scopePrefix(scope).length)], ins, calls, repeats)
      : node.outputTensors.map((_, i) => `${id}.${i}`);
    if (!isContainer(layer))
      calls.push({ layer, id, scope, inputs: ins, outputs: outs, symbols: node.outputTensors });
    node.outputTensors.forEach((symbol, i) => {
      keys.set(symbol.id, outs[i] as string);
    });
  }
  return container.outputs.map((symbol) => keys.get(symbol.id) as string);
}

const scopePrefix = (scope: readonly string[]): string => scope.map((part) => `${part}/`).join('');

function nextId(scope: readonly string[], name: string, repeats: Map<string, number>): string {
  const path = scopePrefix(scope);
  const call = repeats.get(path + name) ?? 0;
  repeats.set(path + name, call + 1);
  return path + callName(name, call);
}

interface InboundNode {
  readonly inputTensors: SymbolicTensor[];
  readonly outputTensors: SymbolicTensor[];
}

function inboundNode(layer: Layer, nodeIndex: number): InboundNode {
  const node = layer.inboundNodes[nodeIndex];
  if (node === undefined) {
    throw new LabError(
      'bad-model',
      `Layer ${layer.name} has no call number ${nodeIndex}; the model's topology is inconsistent.`,
      {
        layer: layer.name,
      },
    );
  }
  return node as unknown as InboundNode;
}

interface CallKey {
  readonly layer: Layer;
  readonly nodeIndex: number;
}

/** Calls that lead to the container's outputs; ties go to the order of `container.layers`. */
function orderedNodes(container: Container, fed: ReadonlySet<number>): CallKey[] {
  const rank = new Map(container.layers.map((layer, i) => [layer, i]));
  const found = new Map<string, CallKey & { readonly needs: readonly string[] }>();
  const pending = [...container.outputs];
  while (pending.length > 0) {
    const symbol = pending.pop() as SymbolicTensor;
    if (fed.has(symbol.id)) continue;
    const key = keyOf(symbol, rank);
    if (found.has(key)) continue;
    const node = inboundNode(symbol.sourceLayer, symbol.nodeIndex);
    const needs = node.inputTensors.filter((s) => !fed.has(s.id));
    found.set(key, {
      layer: symbol.sourceLayer,
      nodeIndex: symbol.nodeIndex,
      needs: needs.map((s) => keyOf(s, rank)),
    });
    pending.push(...needs);
  }
  const order: CallKey[] = [];
  const done = new Set<string>();
  const waiting = [...found.entries()].sort(
    ([, a], [, b]) => (rank.get(a.layer) ?? 0) - (rank.get(b.layer) ?? 0) || a.nodeIndex - b.nodeIndex,
  );
  while (waiting.length > 0) {
    const next = waiting.findIndex(([, call]) => call.needs.every((need) => done.has(need)));
    if (next < 0) {
      const names = waiting.map(([, call]) => call.layer.name);
      throw new LabError(
        'bad-model',
        `The model's layers form a cycle through ${names.slice(0, 5).join(', ')}; a feed-forward graph is needed.`,
        { layers: names },
      );
    }
    for (const [key, call] of waiting.splice(next, 1)) {
      done.add(key);
      order.push(call);
    }
  }
  return order;
}

function keyOf(symbol: SymbolicTensor, rank: Map<Layer, number>): string {
  return `${rank.get(symbol.sourceLayer) ?? symbol.sourceLayer.name}@${symbol.nodeIndex}`;
}
