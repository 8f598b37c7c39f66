/**
 * Stored tensors of a graph model. What TensorFlow.js reads as a number (shapes, axes, bounds) has to stay on the host:
 * on WebGPU a tensor that a kernel has read once is only on the GPU, and cannot be read back synchronously. So a
 * constant that is both data and attribute is kept twice.
 */
import { io, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { GraphPlan } from '../graph/graphDefPlan.ts';

export interface GraphWeights {
  /** Constants that are data, by name. */
  readonly data: ReadonlyMap<string, Tensor>;
  /** Constants that are read as attributes, by name. */
  readonly attributes: ReadonlyMap<string, Tensor>;
  dispose(): void;
}

/** Decodes a file's weights and keeps those that the plan needs. */
export async function loadGraphWeights(
  plan: GraphPlan,
  { weightSpecs = [], weightData = new ArrayBuffer(0) }: io.ModelArtifacts,
): Promise<GraphWeights> {
  const asData = new Set(plan.steps.flatMap(({ constants }) => constants));
  const asAttribute = new Set(plan.steps.flatMap(({ attributeConstants }) => attributeConstants));
  const data = new Map<string, Tensor>();
  const attributes = new Map<string, Tensor>();
  for (const [name, weight] of Object.entries(io.decodeWeights(weightData, weightSpecs))) {
    if (asData.has(name)) data.set(name, weight);
    if (asAttribute.has(name)) attributes.set(name, asData.has(name) ? await copied(weight) : weight);
    if (!asData.has(name) && !asAttribute.has(name)) weight.dispose();
  }
  return {
    data,
    attributes,
    dispose() {
      for (const weight of [...data.values(), ...attributes.values()]) weight.dispose();
    },
  };
}

async function copied(weight: Tensor): Promise<Tensor> {
  return tensor((await weight.data()).slice(), weight.shape, weight.dtype);
}
