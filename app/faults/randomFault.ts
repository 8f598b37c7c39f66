/**
 * One random bit flip: every stored bit of the population is as likely as any other. Weights are all float32 parameters,
 * activations the outputs of computing and adding nodes (DESIGN 3.2); reshaping and pooling nodes only pass on codes.
 */

import type { FaultDraw, Population } from '#app/state/faultDraw.ts';
import { indexText, tensorFacts } from '#app/state/tensorFacts.ts';
import type { ModelGraph, OpCategory } from '#engine/graph/modelGraph.ts';
import { seededDraws } from '#engine/random/seededDraws.ts';

const BITS = 32;
const PASSED_ON: readonly OpCategory[] = ['input', 'shape', 'pooling'];

export interface PopulationTensor {
  readonly tensor: string;
  /** Without the batch axis. */
  readonly shape: readonly number[];
  readonly words: number;
}

export function populationTensors(graph: ModelGraph, population: Population): readonly PopulationTensor[] {
  const weights = Object.values(graph.parameters).filter(({ dtype }) => dtype === 'float32');
  const activations = graph.nodes
    .filter(({ category }) => !PASSED_ON.includes(category))
    .flatMap(({ outputs }) => outputs)
    .filter((id) => graph.values[id]?.dtype === 'float32');
  const ids = [
    ...(population === 'activations' ? [] : weights.map(({ id }) => id)),
    ...(population === 'weights' ? [] : activations),
  ];
  return ids.flatMap((tensor) => {
    const facts = tensorFacts(graph, tensor);
    if (!facts) return [];
    const words = facts.shape.reduce((product, size) => product * size, 1);
    return words === 0 ? [] : [{ tensor, shape: facts.shape, words }];
  });
}

/** The fault string of draw number `drawn`; null where the population is empty. */
export function randomFault(graph: ModelGraph, { seed, drawn, population }: FaultDraw): string | null {
  const tensors = populationTensors(graph, population);
  const words = tensors.reduce((sum, tensor) => sum + tensor.words, 0);
  if (words === 0) return null;
  const below = seededDraws(seed, drawn);
  let at = below(words);
  const bitIndex = below(BITS);
  for (const { tensor, shape, words: own } of tensors) {
    if (at < own) return `${tensor}[${indexText(shape, at)}]:flip(${bitIndex})`;
    at -= own;
  }
  return null;
}
