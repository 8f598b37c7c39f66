/**
 * Entries bound to a model (DESIGN 3.2): which tensor is stored in which format. `weights` are the kernels of all
 * layers; biases stay float32 unless listed. `activations` are the outputs of computing and adding nodes; flatten,
 * reshape and max pooling hand words on as they are, concat and average pooling are stored anew only if listed.
 */
import { type GraphNode, type ModelGraph, nodeById } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';
import type { StorageEntry } from './storageEntry.ts';
import { FLOAT32, type StorageSpec } from './storageSpec.ts';

/** By tensor id, in the graph's order; tensors that stay float32 are not in it. */
export type StoragePlan = ReadonlyMap<string, StorageSpec>;

export const WEIGHTS = 'weights';
export const ACTIVATIONS = 'activations';

/** Later entries override earlier ones. Throws LabError 'unknown-site' or 'unsupported'. */
export function planStorage(entries: readonly StorageEntry[], graph: ModelGraph): StoragePlan {
  const specs = new Map<string, StorageSpec>();
  for (const { target, spec } of entries) {
    for (const id of targetsOf(target, graph)) {
      if (spec.text === FLOAT32) specs.delete(id);
      else specs.set(id, spec);
    }
  }
  return new Map(
    storable(graph).flatMap((id) => (specs.has(id) ? [[id, specs.get(id) as StorageSpec]] : [])),
  );
}

/** Every tensor that can be stored in a format of its own. */
export function storable(graph: ModelGraph): string[] {
  return graph.nodes.flatMap((node) => [
    ...(node.pre === null ? [] : [node.pre]),
    ...node.outputs,
    ...node.parameters.filter((id) => id.startsWith(`${node.id}/`)),
  ]);
}

/**
 * The tensor whose entry says how the words of this one look: itself; for `node/input` the value that is read; for
 * what hands words on the value it takes them from.
 */
export function storedAs(id: string, graph: ModelGraph, isStored: (id: string) => boolean): string {
  let at = id;
  for (;;) {
    if (isStored(at)) return at;
    const before = sourceOf(at, graph);
    if (before === null) return at;
    at = before;
  }
}

const COMPUTING: ReadonlySet<GraphNode['category']> = new Set([
  'convolution',
  'dense',
  'recurrent',
  'embedding',
  'normalization',
  'activation',
  'arithmetic',
]);
const JOINING = /^(Concat|ConcatV2|Concatenate|Pack|Select|SelectV2)$/;
const HANDING_ON =
  /^(Flatten|Reshape|Dropout|SpatialDropout\w*|Squeeze|ExpandDims|Identity|Max\w*Pool\w*|GlobalMaxPool\w*)$/;
const KERNEL = /(^|_)(kernel|embeddings)$/;

function targetsOf(target: string, graph: ModelGraph): string[] {
  if (target === WEIGHTS)
    return Object.values(graph.parameters).flatMap(({ id, tensor, dtype }) =>
      dtype === 'float32' && KERNEL.test(tensor) ? [id] : [],
    );
  if (target === ACTIVATIONS)
    return graph.nodes.flatMap((node) =>
      COMPUTING.has(node.category) || (node.category === 'merge' && !JOINING.test(node.op))
        ? node.outputs.filter((id) => graph.values[id]?.dtype === 'float32')
        : [],
    );
  requireStorable(target, graph);
  return [target];
}

function requireStorable(id: string, graph: ModelGraph): void {
  const tensor = graph.parameters[id] ?? graph.values[id];
  if (tensor?.dtype === 'float32') return;
  if (tensor !== undefined)
    throw new LabError('unsupported', `Storage of ${id}: it holds ${tensor.dtype} numbers, wanted float32.`, {
      target: id,
    });
  const node = graph.nodes.find((candidate) => id.startsWith(`${candidate.id}/`));
  const own = node === undefined ? [] : storable({ ...graph, nodes: [node] });
  const hint =
    own.length > 0
      ? `${node?.id} has ${own.join(', ')}`
      : 'See "bitflip inspect" for the names of its tensors';
  throw new LabError(
    'unknown-site',
    `Storage of ${id}: this model has no such tensor; wanted a tensor, ${WEIGHTS} or ${ACTIVATIONS}. ${hint}.`,
    { target: id },
  );
}

function sourceOf(id: string, graph: ModelGraph): string | null {
  const read = /^(.*)\/input(?:\.(\d+))?$/.exec(id);
  if (read !== null && !(id in graph.values))
    return nodeById(graph, read[1] as string)?.inputs[Number(read[2] ?? 0)] ?? null;
  const node = nodeById(graph, graph.values[id]?.node ?? '');
  return node !== undefined && HANDING_ON.test(node.op) ? (node.inputs[0] ?? null) : null;
}
