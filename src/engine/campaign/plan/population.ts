/**
 * The population of a campaign: every fault that could be drawn, numbered 0 .. N - 1 without a list of them. Tensors
 * stand in the order of the graph, then elements row-major, then the variants of the fault model on one word (low bits
 * first). `at` and `indexOf` are inverse. Bits are counted in the format in which each tensor is stored.
 */
import type { FaultyTensor } from '../../faults/sitePlan.ts';
import { layoutOf } from '../../formats/groupedFormat.ts';
import type { GraphNode, ModelGraph, NodeId } from '../../graph/modelGraph.ts';
import { LabError } from '../../labError.ts';
import { type FaultSpace, faultSpace } from './faultSpace.ts';
import type { Plan } from './planDocument.ts';

/** Formats in which tensors can be stored. */
export type StoredFormat = FaultyTensor['format'];

export interface PopulationTensor {
  /** `conv2d/kernel`. */
  readonly id: string;
  readonly node: NodeId;
  /** Without the batch axis. */
  readonly shape: readonly number[];
  readonly elements: number;
  readonly format: StoredFormat;
  readonly space: FaultSpace;
  /** Number of the first fault. */
  readonly first: number;
  /** Of a value; parameters are shared by all images. */
  readonly isValue: boolean;
}

export interface PopulationSite {
  readonly tensor: number;
  /** Row-major place in the tensor. */
  readonly element: number;
  readonly variant: number;
}

export interface Population {
  readonly tensors: readonly PopulationTensor[];
  /** Faults. */
  readonly size: number;
  readonly elements: number;
  at(index: number): PopulationSite;
  indexOf(site: PopulationSite): number;
}

/** How a tensor is stored; float32 unless a storage plan says otherwise. */
export type FormatOf = (tensor: string) => StoredFormat;

/** Throws LabError `bad-argument` where the plan names nothing of the model, `unsupported` for unknown sizes. */
export function populationOf(
  plan: Pick<Plan, 'population' | 'fault'>,
  graph: ModelGraph,
  formatOf: FormatOf,
): Population {
  const wanted = chosenTensors(plan.population, graph);
  const tensors: PopulationTensor[] = [];
  let first = 0;
  let elements = 0;
  for (const { id, node, shape, isValue } of wanted) {
    const format = formatOf(id);
    const space = faultSpace(plan.fault, chosenBits(plan.population.bits, layoutOf(format).width));
    const count = shape.reduce((product, axis) => product * axis, 1);
    if (space.count === 0 || count === 0) continue;
    tensors.push({ id, node, shape, elements: count, format, space, first, isValue });
    first += count * space.count;
    elements += count;
  }
  if (first === 0)
    throw new LabError('bad-argument', 'population: no bit of the chosen tensors can be hit; choose others.');
  return numbered(tensors, first, elements);
}

function numbered(tensors: readonly PopulationTensor[], size: number, elements: number): Population {
  return {
    tensors,
    size,
    elements,
    at(index) {
      if (!(index >= 0 && index < size)) throw new RangeError(`fault ${index} of ${size}`);
      let low = 0;
      let high = tensors.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((tensors[middle] as PopulationTensor).first <= index) low = middle;
        else high = middle - 1;
      }
      const { first, space } = tensors[low] as PopulationTensor;
      const element = Math.floor((index - first) / space.count);
      return { tensor: low, element, variant: index - first - element * space.count };
    },
    indexOf({ tensor, element, variant }) {
      const { first, space } = tensors[tensor] as PopulationTensor;
      return first + element * space.count + variant;
    },
  };
}

interface Chosen {
  readonly id: string;
  readonly node: NodeId;
  readonly shape: readonly number[];
  readonly isValue: boolean;
}

function chosenTensors({ of, nodes, tensors }: Plan['population'], graph: ModelGraph): Chosen[] {
  const all = graph.nodes.flatMap((node) => tensorsIn(node, of, graph));
  const matches = (name: string, patterns: readonly string[] | undefined) =>
    patterns === undefined || patterns.some((pattern) => globs(pattern, name));
  const chosen = all.filter(
    ({ id, node }) =>
      matches(node, nodes) &&
      (tensors === undefined ? !id.endsWith('/pre') : matches(id.slice(node.length + 1), tensors)),
  );
  if (chosen.length > 0) return chosen;
  const names = [...new Set(all.map(({ id }) => id))];
  const some = names.slice(0, 8).join(', ');
  throw new LabError(
    'bad-argument',
    `population: the model has no ${of} that match ${JSON.stringify({ nodes, tensors })}; it has ${names.length === 0 ? 'none' : `${some}${names.length > 8 ? ', ...' : ''}`}.`,
    { of },
  );
}

/**
 * Values are the outputs of nodes that compute; flattening and the like only rename words that are stored already. What
 * stands before an activation counts where `tensors` asks for `pre`.
 */
function tensorsIn(node: GraphNode, of: Plan['population']['of'], graph: ModelGraph): Chosen[] {
  if (of === 'parameters') {
    return node.parameters.flatMap((id) => {
      const parameter = graph.parameters[id];
      const own = parameter?.node === node.id && parameter.dtype === 'float32';
      return own ? [{ id, node: node.id, shape: parameter.shape, isValue: false }] : [];
    });
  }
  if ((node.category === 'input') !== (of === 'inputs') || node.category === 'shape') return [];
  return [...(node.pre === null ? [] : [node.pre]), ...node.outputs].flatMap((id) => {
    const value = graph.values[id];
    if (value?.dtype !== 'float32' || value.isSized === false) return [];
    const shape = value.shape.slice(1);
    if (shape.some((axis) => axis === null))
      throw new LabError('unsupported', `population: ${id} has axes of unknown size; leave ${node.id} out.`);
    return [{ id, node: node.id, shape: shape as number[], isValue: true }];
  });
}

/** `*` stands for any characters. */
function globs(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function chosenBits(bits: Plan['population']['bits'], width: number): number[] {
  const all = Array.from({ length: width }, (_, bit) => bit);
  if (bits === 'all') return all;
  if (typeof bits !== 'string') return all.filter((bit) => bits.includes(bit));
  const [low, high] = bits.split(':').map(Number) as [number, number];
  return all.filter((bit) => low <= bit && bit <= high);
}
