/** Which tensor of a model a fault names, and how large it is. */
import type { Fault } from '../faults/fault.ts';
import { printSite } from '../faults/print.ts';
import type { FaultyTensor } from '../faults/sitePlan.ts';
import { type GraphNode, type ModelGraph, nodeById } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';

export interface SiteTensor {
  /** Tensor id; what one node reads is `node/input`, `node/input.1`. */
  readonly id: string;
  /** A number stored with the tensor rather than one of its elements. */
  readonly metadata: 'scale' | 'zero' | null;
}

/** `node/input` of a model input is its output. Throws LabError 'unknown-site' or 'unsupported'. */
export function siteTensor(fault: Fault, graph: ModelGraph): SiteTensor {
  const { node: id, tensor: name, step } = fault.site;
  const [, tensor = name, metadata = null] = /^(.+)\.(scale|zero)$/.exec(name) ?? [];
  const site = printSite(fault.site);
  const node = nodeById(graph, id) ?? ownerOf(id, tensor, graph);
  if (node === undefined) throw unknownNode(site, id, graph);
  if (step !== null)
    throw new LabError('unsupported', `${site}: ${id} has no time steps; leave out "@t=".`, { node: id });
  const key = node.category === 'input' && tensor === 'input' ? `${id}/output` : `${id}/${tensor}`;
  const known = tensorsOf(node);
  if (!known.includes(key)) {
    const names = known.map((other) => other.slice(other.lastIndexOf('/') + 1));
    throw new LabError(
      'unknown-site',
      `${site}: ${id} (${node.op}) has no tensor ${tensor}; it has ${names.join(', ')}.`,
      { node: id, tensor },
    );
  }
  const dtype = (graph.parameters[key] ?? graph.values[valueBehind(key, graph)])?.dtype;
  if (dtype !== 'float32')
    throw new LabError(
      'unsupported',
      `${site}: ${key} holds ${dtype} numbers; only float32 tensors can be hit.`,
      { tensor: key },
    );
  return { id: key, metadata: metadata as SiteTensor['metadata'] };
}

function unknownNode(site: string, id: string, graph: ModelGraph): LabError {
  const stem = /^[^\d_/]*/.exec(id.toLowerCase())?.[0] || id;
  const names = graph.nodes.map((node) => node.id);
  const near = names.filter((other) => other.toLowerCase().includes(stem));
  const hint =
    near.length > 0
      ? `Did you mean ${near.slice(0, 3).join(' or ')}?`
      : `Nodes are: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', ...' : ''}.`;
  return new LabError('unknown-site', `${site}: this model has no node ${id}. ${hint}`, { node: id });
}

/** A container that was called again has no nodes of its own for its parameters; they belong to the first call. */
function ownerOf(id: string, tensor: string, graph: ModelGraph): GraphNode | undefined {
  const parameter = graph.parameters[`${id}/${tensor}`];
  return parameter === undefined ? undefined : nodeById(graph, parameter.node);
}

/** Every tensor of a node that can be hit, parameters last; parameters of a repeated call belong to the first call. */
export function tensorsOf(node: GraphNode): string[] {
  const reads = node.inputs.map((_, i) => `${node.id}/input${i === 0 ? '' : `.${i}`}`);
  const own = node.parameters.filter((id) => id.startsWith(`${node.id}/`));
  return [...(node.pre === null ? [] : [node.pre]), ...node.outputs, ...reads, ...own];
}

/** The value behind `node/input.k`; any other key is itself. */
export function valueBehind(key: string, graph: ModelGraph): string {
  const read = /^(.*)\/input(?:\.(\d+))?$/.exec(key);
  if (read === null || key in graph.values) return key;
  return nodeById(graph, read[1] as string)?.inputs[Number(read[2] ?? 0)] ?? key;
}

/** Without the batch axis. Throws LabError 'unsupported' where an axis is known only at run time. */
export function extentOf(
  key: string,
  graph: ModelGraph,
  batchSize: number,
): Pick<FaultyTensor, 'shape' | 'batchSize'> {
  const parameter = graph.parameters[key];
  if (parameter !== undefined) return { shape: parameter.shape, batchSize: null };
  const value = graph.values[valueBehind(key, graph)];
  if (value?.isSized === false) {
    const message = `${key} cannot be hit: its shape depends on the data. Choose a tensor before it.`;
    throw new LabError('unsupported', message, { tensor: key });
  }
  // A number without axes is one for all images.
  if (value?.shape.length === 0) return { shape: [], batchSize: null };
  const shape = value?.shape.slice(1) ?? [];
  if (shape.some((size) => size === null)) {
    throw new LabError(
      'unsupported',
      `${key} has axes of unknown size [${shape.map((size) => size ?? '?')}]: give the model a fixed input size.`,
      { tensor: key },
    );
  }
  return { shape: shape as readonly number[], batchSize };
}
