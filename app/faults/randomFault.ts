/**
 * One random bit flip: every stored bit of the population is as likely as any other, in the words of the storage plan.
 * Weights are all float32 parameters, activations the outputs of computing and adding nodes (DESIGN 3.2); reshaping and
 * pooling nodes only pass on codes.
 */

import type { FaultDraw, Population } from '#app/state/faultDraw.ts';
import { indexText, tensorFacts } from '#app/state/tensorFacts.ts';
import { layoutOf } from '#engine/formats/groupedFormat.ts';
import type { ModelGraph, OpCategory } from '#engine/graph/modelGraph.ts';
import { seededDraws } from '#engine/random/seededDraws.ts';
import { judgeScene } from '#engine/scene/judgeScene.ts';

const FLOAT32_BITS = 32;
const PASSED_ON: readonly OpCategory[] = ['input', 'shape', 'pooling'];

export interface PopulationTensor {
  readonly tensor: string;
  /** Without the batch axis. */
  readonly shape: readonly number[];
  readonly words: number;
  /** Bits of one stored word. */
  readonly width: number;
}

export function populationTensors(
  graph: ModelGraph,
  population: Population,
  storage: readonly string[],
): readonly PopulationTensor[] {
  const weights = Object.values(graph.parameters).filter(({ dtype }) => dtype === 'float32');
  const activations = graph.nodes
    .filter(({ category }) => !PASSED_ON.includes(category))
    .flatMap(({ outputs }) => outputs)
    .filter((id) => graph.values[id]?.dtype === 'float32' && graph.values[id]?.isSized !== false);
  const ids = [
    ...(population === 'activations' ? [] : weights.map(({ id }) => id)),
    ...(population === 'weights' ? [] : activations),
  ];
  const widths = storedWidths(ids, graph, storage);
  return ids.flatMap((tensor) => {
    const facts = tensorFacts(graph, tensor);
    if (!facts) return [];
    const words = facts.shape.reduce((product, size) => product * size, 1);
    const width = widths.get(tensor) ?? FLOAT32_BITS;
    return words === 0 ? [] : [{ tensor, shape: facts.shape, words, width }];
  });
}

/** Bits of a word of each tensor that the plan stores in another format than float32. */
function storedWidths(
  ids: readonly string[],
  graph: ModelGraph,
  storage: readonly string[],
): ReadonlyMap<string, number> {
  if (storage.length === 0) return new Map();
  const { tensors } = judgeScene({ storage, faults: ids.map((id) => `${id}[#0]:flip()`) }, graph);
  return new Map([...tensors].map(([id, { format }]) => [id, layoutOf(format).width]));
}

export const bitsOf = (tensors: readonly PopulationTensor[]): number =>
  tensors.reduce((sum, { words, width }) => sum + words * width, 0);

/** The fault string of draw number `drawn`; null where the population is empty. */
export function randomFault(
  graph: ModelGraph,
  { seed, drawn, population }: FaultDraw,
  storage: readonly string[],
): string | null {
  const tensors = populationTensors(graph, population, storage);
  const bits = bitsOf(tensors);
  if (bits === 0) return null;
  let at = seededDraws(seed, drawn)(bits);
  for (const { tensor, shape, words, width } of tensors) {
    if (at < words * width)
      return `${tensor}[${indexText(shape, Math.floor(at / width))}]:flip(${at % width})`;
    at -= words * width;
  }
  return null;
}
