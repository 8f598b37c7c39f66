/**
 * Fault strings bound to a model: each names a tensor that exists, and the faults on one tensor become one plan in the
 * tensor's one format. Left to right order is kept within a tensor; faults on different tensors act where they stand in
 * the graph.
 */

import type { Fault } from '../faults/fault.ts';
import { parseFaults } from '../faults/parse.ts';
import { printSite } from '../faults/print.ts';
import { type FaultyTensor, faultIndices, planSites, type SitePlan } from '../faults/sitePlan.ts';
import { tensorFormat } from '../faults/tensorFormat.ts';
import type { Format } from '../formats/format.ts';
import { type GraphNode, type ModelGraph, nodeById } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';
import type { Corruption } from '../runtime/corruption.ts';

export interface BoundFault {
  readonly fault: Fault;
  /** Key of the tensor in the corruption. */
  readonly tensor: string;
}

export interface PreparedFaults {
  readonly faults: readonly BoundFault[];
  readonly tensors: ReadonlyMap<string, FaultyTensor>;
  readonly corruption: Corruption;
}

/** Throws LabError `bad-fault`, `unknown-site` or `unsupported`. `batchSize`: images on the bench. */
export function prepareFaults(texts: readonly string[], graph: ModelGraph, batchSize = 1): PreparedFaults {
  const faults = texts
    .flatMap((text) => parseFaults(text))
    .map((fault): BoundFault => ({ fault, tensor: tensorOf(fault, graph) }));
  const byTensor = new Map<string, Fault[]>();
  for (const { fault, tensor } of faults) byTensor.set(tensor, [...(byTensor.get(tensor) ?? []), fault]);
  const tensors = new Map<string, FaultyTensor>();
  const storage = new Map<string, Format>();
  const sites = new Map<string, SitePlan>();
  const witnesses = new Map<string, Int32Array>();
  for (const [id, own] of byTensor) {
    const format = tensorFormat(own);
    const tensor: FaultyTensor = { where: id, ...shapeOf(id, graph, batchSize), format };
    tensors.set(id, tensor);
    sites.set(id, planSites(own, tensor));
    witnesses.set(
      id,
      Int32Array.from(own, (fault) => firstElement(fault, tensor)),
    );
    if (format.name !== 'float32') storage.set(id, format);
  }
  return { faults, tensors, corruption: { storage, sites, witnesses } };
}

function firstElement(fault: Fault, tensor: FaultyTensor): number {
  const first = faultIndices(fault, tensor)[0];
  if (first === undefined)
    throw new LabError(
      'bad-fault',
      `${printSite(fault.site)} names no element; a range a:b holds a up to b - 1.`,
    );
  return first;
}

/** The tensor that a fault names; `node/input` of a model input is its output. */
function tensorOf(fault: Fault, graph: ModelGraph): string {
  const { node: id, tensor, step } = fault.site;
  const site = printSite(fault.site);
  const node = nodeById(graph, id) ?? ownerOf(id, tensor, graph);
  if (node === undefined) {
    const stem = /^[^\d_/]*/.exec(id.toLowerCase())?.[0] || id;
    const near = graph.nodes
      .filter(({ id: other }) => other.toLowerCase().includes(stem))
      .map(({ id: other }) => other);
    const hint =
      near.length > 0
        ? `Did you mean ${near.slice(0, 3).join(' or ')}?`
        : `Nodes are: ${graph.nodes
            .slice(0, 8)
            .map(({ id: other }) => other)
            .join(', ')}${graph.nodes.length > 8 ? ', ...' : ''}.`;
    throw new LabError('unknown-site', `${site}: this model has no node ${id}. ${hint}`, { node: id });
  }
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
  return key;
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
function valueBehind(key: string, graph: ModelGraph): string {
  const read = /^(.*)\/input(?:\.(\d+))?$/.exec(key);
  if (read === null || key in graph.values) return key;
  return nodeById(graph, read[1] as string)?.inputs[Number(read[2] ?? 0)] ?? key;
}

function shapeOf(
  key: string,
  graph: ModelGraph,
  batchSize: number,
): Pick<FaultyTensor, 'shape' | 'batchSize'> {
  const parameter = graph.parameters[key];
  if (parameter !== undefined) return { shape: parameter.shape, batchSize: null };
  const shape = graph.values[valueBehind(key, graph)]?.shape.slice(1) ?? [];
  if (shape.some((size) => size === null)) {
    throw new LabError(
      'unsupported',
      `${key} has axes of unknown size [${shape.map((size) => size ?? '?')}]; give the model a fixed input size.`,
      { tensor: key },
    );
  }
  return { shape: shape as readonly number[], batchSize };
}
