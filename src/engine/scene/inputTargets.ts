/** What each input of a model takes: shape, whole numbers or not, and up to which where an embedding looks them up. */
import type { GraphValue, ModelGraph } from '../graph/modelGraph.ts';
import { MADE_ITEMS, type MadeTensor } from './madeTensor.ts';

export interface InputTarget {
  /** Id of the input node. */
  readonly name: string;
  /** Without the batch axis; null is an axis known only at run time. */
  readonly shape: readonly (number | null)[];
  /** Whole numbers only: the input is int32, or feeds an embedding. */
  readonly whole: boolean;
  /** Rows of the embedding that the input feeds; null where there is none. */
  readonly vocabulary: number | null;
}

export function inputTargets(graph: ModelGraph): readonly InputTarget[] {
  return graph.inputs.map((id) => {
    const { node, shape, dtype } = graph.values[id] as GraphValue;
    const vocabulary = vocabularyOf(graph, id);
    return { name: node, shape: shape.slice(1), whole: dtype === 'int32' || vocabulary !== null, vocabulary };
  });
}

function vocabularyOf(graph: ModelGraph, input: string): number | null {
  const rows = graph.nodes
    .filter(({ category, inputs }) => category === 'embedding' && inputs.includes(input))
    .flatMap(({ parameters }) => parameters.map((id) => graph.parameters[id]?.shape[0]))
    .filter((count) => count !== undefined);
  return rows.length === 0 ? null : Math.min(...rows);
}

/** What an input gets before anyone chooses. */
export const standardSource = ({ whole, vocabulary }: InputTarget): MadeTensor =>
  whole
    ? { kind: 'ints', a: 0, b: (vocabulary ?? 2) - 1, seed: 1, count: MADE_ITEMS }
    : { kind: 'uniform', a: 0, b: 1, seed: 1, count: MADE_ITEMS };

/** The target's shape where an unknown axis is `length`. */
export const knownShape = ({ shape }: Pick<InputTarget, 'shape'>, length = 1): readonly number[] =>
  shape.map((size) => size ?? length);
