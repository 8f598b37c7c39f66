/** Which tensor of a graph an id names, without the batch axis; and element indices as they stand in fault strings. */

import { parseFault } from '#engine/faults/parse.ts';
import { resolveIndices } from '#engine/faults/resolveIndices.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';

export interface TensorFacts {
  readonly id: string;
  readonly node: string;
  readonly tensor: string;
  readonly parameter: boolean;
  /** Without the batch axis. */
  readonly shape: readonly number[];
}

/** undefined for an id the graph does not have, or a value whose size is not known. */
export function tensorFacts(graph: ModelGraph, id: string): TensorFacts | undefined {
  const own = <T>(record: Readonly<Record<string, T>>): T | undefined =>
    Object.hasOwn(record, id) ? record[id] : undefined;
  const parameter = own(graph.parameters);
  if (parameter)
    return { id, node: parameter.node, tensor: parameter.tensor, parameter: true, shape: parameter.shape };
  const value = own(graph.values);
  if (!value) return undefined;
  const shape = value.shape.slice(1);
  if (!shape.every((size) => size !== null)) return undefined;
  return { id, node: value.node, tensor: value.tensor, parameter: false, shape };
}

/** `0,2,1,5`: coordinates of a flat row-major index. */
export function indexText(shape: readonly number[], flatIndex: number): string {
  const coordinates: number[] = [];
  let rest = flatIndex;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    coordinates.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return coordinates.join(',');
}

/** The one element that index text names; null if it names none or several. */
export function flatIndexOf(shape: readonly number[], text: string): number | null {
  try {
    const { site } = parseFault(`node/tensor[${text}]:zero`);
    const elements = resolveIndices(site.index, shape, 'tensor');
    return elements.length === 1 ? (elements[0] ?? null) : null;
  } catch {
    return null;
  }
}
