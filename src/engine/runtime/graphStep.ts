/**
 * One step of a graph model: a pruned `execute` that is fed everything its nodes read, values and stored tensors
 * alike, so that nothing of the model is ever written and its cost does not grow with the model.
 */
import type { GraphModel } from '@tensorflow/tfjs-converter';
import { cast, env, getBackend, type NamedTensorMap, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { GraphPlan, PlannedStep } from '../graph/graphDefPlan.ts';
import type { GraphValue, ParameterId, ValueId } from '../graph/modelGraph.ts';
import type { GraphWeights } from './graphWeights.ts';
import type { Step } from './program.ts';

export interface BoundGraph {
  /** Loaded without weights and without signature. */
  readonly model: GraphModel;
  readonly plan: GraphPlan;
  readonly weights: GraphWeights;
  /** Element types of the model's inputs; the lab feeds float32, which is cast. */
  readonly inputTypes: ReadonlyMap<ValueId, GraphValue['dtype']>;
}

export function bindStep(bound: BoundGraph, planned: PlannedStep): Step {
  const { model, weights } = bound;
  const { node, reads, attributes, parameters, outputs, fetches } = planned;
  const stored: NamedTensorMap = {};
  for (const name of planned.constants) stored[name] = weights.data.get(name) as Tensor;
  for (const name of planned.attributeConstants) stored[name] = weights.attributes.get(name) as Tensor;
  return {
    node,
    inputs: reads.map(({ value }) => value),
    outputs,
    parameters,
    run(inputs, replaced) {
      const made: Tensor[] = [];
      tidy(() => {
        const feeds: NamedTensorMap = { ...stored, ...faultyConstants(bound.plan, parameters, replaced) };
        for (const [i, { feed, value }] of reads.entries()) {
          const x = inputs[i] as Tensor;
          const dtype = bound.inputTypes.get(value) ?? x.dtype;
          feeds[feed] = x.dtype === dtype ? x : cast(x, dtype);
        }
        if (attributes.length > 0 && getBackend() === 'webgpu') {
          const read = onHost(() => execute(model, feeds, attributes));
          for (const [i, name] of attributes.entries()) feeds[name] = read[i] as Tensor;
        }
        const lent = new Set(Object.values(feeds));
        for (const output of execute(model, feeds, fetches)) {
          // A node may hand on what it was given; the caller owns what it gets.
          made.push(lent.has(output) || made.includes(output) ? output.clone() : output);
        }
        return made;
      });
      return made;
    },
  };
}

/** Faulty tensors by the names of the constants that they stand for. */
export function faultyConstants(
  plan: GraphPlan,
  parameters: readonly ParameterId[],
  replaced: ReadonlyMap<ParameterId, Tensor>,
): NamedTensorMap {
  const feeds: NamedTensorMap = {};
  for (const id of parameters) {
    const faulty = replaced.get(id);
    if (faulty !== undefined) feeds[plan.parameters.get(id)?.constant as string] = faulty;
  }
  return feeds;
}

const execute = (model: GraphModel, feeds: NamedTensorMap, fetches: readonly string[]): Tensor[] =>
  [model.execute(feeds, [...fetches])].flat();

/**
 * Shapes are worked out on the CPU: reading whole numbers back from a GPU is not synchronous. Only integers and their
 * like run so; what the flag decides for data stays decided.
 */
function onHost<T>(run: () => T): T {
  const before = env().get('WEBGPU_CPU_FORWARD') as boolean;
  env().set('WEBGPU_CPU_FORWARD', true);
  try {
    return run();
  } finally {
    env().set('WEBGPU_CPU_FORWARD', before);
  }
}
