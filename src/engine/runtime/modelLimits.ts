/**
 * How large a model may be, told before it runs: what its weights, the values around its largest node and one run cost.
 * The limits are those of one worker with a 32-bit heap; a model beyond them would end it.
 */
import type { ModelGraph, Shape, ValueId } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';

export const MODEL_LIMITS = {
  nodes: 20_000,
  /** As float32 words. */
  weightsBytes: 2 ** 30,
  /** What one node reads and gives, for one image. */
  nodeBytes: 2 ** 30,
  /** For one image: minutes on one core. */
  macs: 2e12,
} as const;

export interface ModelCost {
  readonly weightsBytes: number;
  /** All values of one image. */
  readonly valuesBytes: number;
  readonly largestNode: { readonly id: string; readonly bytes: number } | null;
  /** For one image; null where shapes are unknown. */
  readonly macs: number | null;
}

/** Axes of unknown size count as 1. */
export function modelCost(graph: ModelGraph): ModelCost {
  const bytesOf = (id: ValueId): number => imageBytes(graph.values[id]?.shape ?? []);
  let largestNode: ModelCost['largestNode'] = null;
  for (const { id, inputs, outputs } of graph.nodes) {
    const bytes = [...inputs, ...outputs].reduce((sum, value) => sum + bytesOf(value), 0);
    if (bytes > (largestNode?.bytes ?? 0)) largestNode = { id, bytes };
  }
  return {
    weightsBytes: Object.values(graph.parameters).reduce((sum, { count }) => sum + count * 4, 0),
    valuesBytes: Object.keys(graph.values).reduce((sum, id) => sum + bytesOf(id), 0),
    largestNode,
    macs: graph.nodes.reduce<number | null>(
      (sum, { macs }) => (sum === null || macs === null ? null : sum + macs),
      0,
    ),
  };
}

/** Throws LabError `unsupported` with what is too large, by how much, and where; `bad-model` for a shape that cannot be. */
export function checkModelSize(graph: ModelGraph): void {
  for (const { id, shape } of Object.values(graph.values))
    if (!shape.every((size) => size === null || (Number.isSafeInteger(size) && size >= 0)))
      throw new LabError(
        'bad-model',
        `By the model's configuration ${id} has the shape [${shape.map((size) => size ?? '?').join(', ')}]; wanted whole numbers of at least 0. The configuration is damaged.`,
        { value: id },
      );
  const { weightsBytes, largestNode, macs } = modelCost(graph);
  if (graph.nodes.length > MODEL_LIMITS.nodes)
    throw tooLarge(`${whole(graph.nodes.length)} nodes`, `${whole(MODEL_LIMITS.nodes)} nodes`);
  checkWeightsSize(weightsBytes);
  if (largestNode !== null && !(largestNode.bytes <= MODEL_LIMITS.nodeBytes))
    throw tooLarge(
      `values of ${megabytes(largestNode.bytes)} at ${largestNode.id}`,
      megabytes(MODEL_LIMITS.nodeBytes),
    );
  if (macs !== null && !(macs <= MODEL_LIMITS.macs))
    throw tooLarge(
      `${macs.toExponential(1)} multiply-accumulates for one input`,
      MODEL_LIMITS.macs.toExponential(0),
    );
}

export function checkWeightsSize(bytes: number): void {
  if (!(bytes <= MODEL_LIMITS.weightsBytes))
    throw tooLarge(`${megabytes(bytes)} of float32 weights`, megabytes(MODEL_LIMITS.weightsBytes));
}

const tooLarge = (got: string, most: string): LabError =>
  new LabError(
    'unsupported',
    `The model has ${got}; the lab's limit is ${most}. Export it with a smaller input or fewer layers.`,
    { got, most },
  );

const imageBytes = (shape: Shape): number =>
  shape.slice(1).reduce<number>((product, size) => product * (size ?? 1), 4);

const whole = (count: number): string => count.toLocaleString('en-US');
const megabytes = (bytes: number): string => `${whole(Math.round(bytes / 2 ** 20))} MB`;
