/** What the axes of a tensor mean, from the layer it belongs to: the same shape is read otherwise in another place. */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';

/**
 * `value`: flows along an edge. `kernel`: [height, width, input, output] or [input, unit]. `depthwise`: [height, width,
 * channel, multiple]. `transposed`: [height, width, output, input].
 */
export type TensorRole = 'value' | 'picture' | 'kernel' | 'depthwise' | 'transposed';

export function tensorRole(graph: ModelGraph, id: string): TensorRole {
  const parameter = graph.parameters[id];
  const node = graph.nodes.find((each) => each.id === (parameter ?? graph.values[id])?.node);
  if (parameter === undefined) return node?.category === 'input' ? 'picture' : 'value';
  if (parameter.tensor.startsWith('depthwise') || /^Depthwise/.test(node?.op ?? '')) return 'depthwise';
  if (/Transpose$|BackpropInput$/.test(node?.op ?? '')) return 'transposed';
  return 'kernel';
}
