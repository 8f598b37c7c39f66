/** Inputs that fit a model: shapes with unknown axes taken as 1, and all-zero tensors of them. */
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { InputTensor } from '../runtime/played.ts';

/** Shape of the k-th graph input without batch axis. */
export function inputShape(graph: ModelGraph, index = 0): number[] {
  return (graph.values[graph.inputs[index] ?? '']?.shape ?? []).slice(1).map((size) => size ?? 1);
}

/** Images of zeros for every input, one unless told. */
export function zeroInputs(graph: ModelGraph, count = 1): InputTensor[] {
  return graph.inputs.map((_, index) => {
    const shape = inputShape(graph, index);
    return {
      shape: [count, ...shape],
      values: new Float32Array(shape.reduce((product, size) => product * size, count)),
    };
  });
}
