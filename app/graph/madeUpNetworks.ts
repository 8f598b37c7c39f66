/** Networks made up for tests, the bench and the page of the end-to-end tests; none was ever trained. */
import type { GraphNode, GraphValue, ModelGraph, OpCategory } from '#engine/graph/modelGraph.ts';

/** `b: ['a']`: layer b reads a. In topological order. */
type Sources = Readonly<Record<string, readonly string[]>>;

const KINDS: readonly (readonly [match: RegExp, op: string, category: OpCategory])[] = [
  [/^input/, 'InputLayer', 'input'],
  [/concat/, 'Concatenate', 'merge'],
  [/add/, 'Add', 'merge'],
  [/relu/, 'Activation', 'activation'],
  [/./, 'Conv2D', 'convolution'],
];

export function graphOf(sources: Sources): ModelGraph {
  const values: Record<string, GraphValue> = {};
  const nodes = Object.entries(sources).map(([id, from]): GraphNode => {
    const output = `${id}/output`;
    values[output] = { id: output, node: id, tensor: 'output', shape: [null, 8, 8, 16], dtype: 'float32' };
    const [, op = '', category = 'other'] = KINDS.find(([match]) => match.test(id)) ?? [];
    return {
      id,
      scope: [],
      name: id,
      op,
      category,
      description: op,
      activation: null,
      inputs: from.map((source) => `${source}/output`),
      outputs: [output],
      pre: null,
      parameters: [],
      macs: 1,
    };
  });
  return { format: 'layers', nodes, values, parameters: {}, inputs: ['input/output'], outputs: [] };
}

/** Residual parts, forks of two and of four, long skips: `count` layers or a few more. */
export function branchingGraph(count: number): ModelGraph {
  const sources: Record<string, string[]> = { input: [] };
  let at = 'input';
  let far = at;
  for (let part = 0; Object.keys(sources).length < count; part++) {
    const name = (layer: string) => `${layer}${part}x`;
    const ways = [2, 1, 4][part % 3] as number;
    const ends = Array.from({ length: ways }, (_, way) => {
      let end = at;
      for (let i = 0; i <= (way + part) % 3; i++) {
        const layer = `${'pqrs'[way]}${name('conv')}${i}`;
        sources[layer] = [end];
        end = layer;
      }
      return end;
    });
    const join = name(ways === 1 ? 'add' : 'concat');
    sources[join] = ways === 1 ? [...ends, at] : ends;
    if (part % 7 === 6) {
      const skip = name('addfar');
      sources[skip] = [join, far];
      far = skip;
      at = skip;
    } else at = join;
  }
  return graphOf(sources);
}

/** Every layer reads all before it: `2 * count` layers, about `count * count / 2` edges. */
export function denseGraph(count: number): ModelGraph {
  const sources: Record<string, string[]> = { input: [] };
  const features = ['input'];
  for (let i = 0; i < count; i++) {
    sources[`concat${i}x`] = [...features];
    sources[`conv${i}x`] = [`concat${i}x`];
    features.push(`conv${i}x`);
  }
  return graphOf(sources);
}

/** Many chains side by side with links between them: more lanes than are drawn. */
export function wideGraph(chains: number, length: number): ModelGraph {
  const sources: Record<string, string[]> = { input: [] };
  for (let row = 0; row < length; row++) {
    for (let chain = 0; chain < chains; chain++) {
      const own = row === 0 ? 'input' : `c${chain}r${row - 1}x`;
      const other = row > 1 && (chain + row) % 3 === 0 ? [`c${(chain * 7 + row) % chains}r${row - 2}x`] : [];
      sources[`c${chain}r${row}x`] = [own, ...other];
    }
  }
  sources['concat'] = Array.from({ length: chains }, (_, chain) => `c${chain}r${length - 1}x`);
  return graphOf(sources);
}
