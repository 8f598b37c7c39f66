/** How many words of a model can be hit, for one image: elements of its float32 values and parameters. */
import type { ModelGraph, Shape } from './modelGraph.ts';

export type SiteCounts = {
  /** Outputs and values before fused activations; null if an axis other than the batch is unknown. */
  readonly values: number | null;
  readonly parameters: number;
};

export function siteCounts(graph: ModelGraph): SiteCounts {
  const values = Object.values(graph.values).filter(
    ({ dtype, isSized }) => dtype === 'float32' && isSized !== false,
  );
  const parameters = Object.values(graph.parameters).filter(({ dtype }) => dtype === 'float32');
  return {
    values: values.reduce<number | null>((sum, { shape }) => plus(sum, elements(shape)), 0),
    parameters: parameters.reduce((sum, { count }) => sum + count, 0),
  };
}

const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** Of one image. */
function elements(shape: Shape): number | null {
  return shape
    .slice(1)
    .reduce<number | null>((product, size) => (product === null || size === null ? null : product * size), 1);
}
