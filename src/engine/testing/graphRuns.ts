/** Runs of graph models for tests: TensorFlow.js on the file as it is, and the lab's program step by step. */

import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { io, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import type { ParameterId, ValueId } from '#engine/graph/modelGraph.ts';
import type { Program } from '#engine/runtime/program.ts';
import type { GraphArtifacts } from './graphDefBuilder.ts';
import type { SampleInput } from './testModel.ts';

/** The model as TensorFlow.js loads it, from a copy: loading writes into the topology. */
export function untouched(artifacts: GraphArtifacts): Promise<GraphModel> {
  return loadGraphModel(
    io.fromMemory({ ...artifacts, modelTopology: structuredClone(artifacts.modelTopology) }),
  );
}

export function tensorsOf(inputs: readonly SampleInput[]): Tensor[] {
  return inputs.map(({ shape, values }) => tensor(values.slice(), [...shape], 'float32'));
}

export async function wordsOf(x: Tensor): Promise<number[]> {
  const values = await x.data();
  return [...new Uint32Array(Float32Array.from(values as Float32Array).buffer)];
}

/** Every value of a run of the program; the caller disposes them. */
export function stepThrough(
  program: Program,
  feeds: readonly Tensor[],
  replaced: ReadonlyMap<ParameterId, Tensor> = new Map(),
): Map<ValueId, Tensor> {
  const values = new Map(program.graph.inputs.map((id, i) => [id, (feeds[i] ?? zeros([1])).clone()]));
  for (const step of program.steps) {
    const outputs = step.run(
      step.inputs.map((id) => values.get(id) as Tensor),
      replaced,
    );
    for (const [k, id] of step.outputs.entries()) values.set(id, outputs[k] as Tensor);
  }
  return values;
}
