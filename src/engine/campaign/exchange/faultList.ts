/**
 * Fault lists of SpikingJET, SCI-FI and keras_weight_injector, `Injection,Layer,TensorIndex,Bit`, read as fault strings
 * and written from them. Layer is `node.tensor` with PyTorch's names; TensorIndex is a Python tuple, or one flat number;
 * bits count from the least significant. PyTorch keeps output channels first, Keras last: `layout` says which the list
 * uses. What these lists call a fault is a flip (their stuck-at is never reached: it is written as one here, too).
 */

import type { Fault } from '../../faults/fault.ts';
import { parseFaults } from '../../faults/parse.ts';
import type { GraphParameter, ModelGraph } from '../../graph/modelGraph.ts';
import { LabError } from '../../labError.ts';

export type ListLayout = 'pytorch' | 'keras';

export const FAULT_LIST_HEADER = 'Injection,Layer,TensorIndex,Bit';

/** PyTorch's name of a parameter, and the lab's. */
const NAMES: readonly (readonly [string, string])[] = [
  ['weight', 'kernel'],
  ['weight', 'depthwise_kernel'],
  ['weight', 'gamma'],
  ['weight', 'embeddings'],
  ['bias', 'bias'],
  ['bias', 'beta'],
  ['running_mean', 'mean'],
  ['running_var', 'variance'],
];

/** In the list's order. Throws LabError `bad-file` naming the line. */
export function readFaultList(text: string, graph: ModelGraph, layout: ListLayout): string[] {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (header?.replace(/\s/g, '') !== FAULT_LIST_HEADER)
    throw new LabError('bad-file', `A fault list begins with "${FAULT_LIST_HEADER}", got "${header ?? ''}".`);
  return lines.map((line, k) => {
    const wrong = (why: string) =>
      new LabError('bad-file', `Fault list, line ${k + 2}: ${why}. Got "${line}".`, { line: k + 2 });
    const [, layer, tuple, bit] =
      /^\s*\d+\s*,\s*([^,]+?)\s*,\s*"?([^"]*?)"?\s*,\s*(\d+)\s*$/.exec(line) ?? [];
    if (layer === undefined || tuple === undefined || bit === undefined)
      throw wrong('wanted a number, a layer, an index and a bit');
    const parameter = parameterOf(layer, graph);
    if (parameter === null) throw wrong(`the model has no parameter ${layer}`);
    const index = ownIndex(parameter, tuple, layout);
    if (index === null)
      throw wrong(`${layer} has shape [${listShape(parameter, layout)}], wanted an index of it`);
    return `${parameter.id}[${index.join(',')}]:flip(${bit})`;
  });
}

/** Single flips of parameters, in order; others have no place in such a list. Throws LabError `unsupported`. */
export function writeFaultList(faults: readonly string[], graph: ModelGraph, layout: ListLayout): string {
  return `${[FAULT_LIST_HEADER, ...faultListLines(faults, graph, layout)].join('\n')}\n`;
}

/** The lines of a list below its header; `first` is the number of the first. */
export function faultListLines(
  faults: readonly string[],
  graph: ModelGraph,
  layout: ListLayout,
  first = 0,
): string[] {
  return faults.map((text, k) => {
    const [fault, ...more] = parseFaults(text);
    const line = fault === undefined || more.length > 0 ? null : lineOf(fault, graph, layout);
    if (line === null)
      throw new LabError(
        'unsupported',
        `${text} has no place in a fault list of single flips of parameters.`,
      );
    return `${first + k},${line}`;
  });
}

function lineOf({ site, effect }: Fault, graph: ModelGraph, layout: ListLayout): string | null {
  const parameter = graph.parameters[`${site.node}/${site.tensor}`];
  const hits = effect.kind === 'flip' || effect.kind === 'stuck0' || effect.kind === 'stuck1';
  if (parameter === undefined || !hits || effect.bits.length !== 1 || site.index.kind !== 'coordinates')
    return null;
  const own = site.index.axes.map((axis) => (axis.kind === 'at' ? axis.at : Number.NaN));
  if (own.some(Number.isNaN)) return null;
  const index = order(parameter, layout).map((axis) => own[axis] as number);
  const tuple = index.length === 1 ? `"(${index[0]},)"` : `"(${index.join(', ')})"`;
  return `${listName(parameter)},${tuple},${effect.bits[0]}`;
}

/** `fc1.weight`. */
export function listName({ node, tensor }: GraphParameter): string {
  return `${node}.${NAMES.find(([, own]) => own === tensor)?.[0] ?? tensor}`;
}

function parameterOf(layer: string, graph: ModelGraph): GraphParameter | null {
  const at = layer.lastIndexOf('.');
  const [node, name] = [layer.slice(0, at), layer.slice(at + 1)];
  const candidates = [name, ...NAMES.filter(([theirs]) => theirs === name).map(([, own]) => own)];
  for (const candidate of candidates) {
    const found = graph.parameters[`${node}/${candidate}`];
    if (found !== undefined) return found;
  }
  return null;
}

/** The lab's axis behind each axis of the list. */
function order({ shape, tensor }: GraphParameter, layout: ListLayout): number[] {
  const axes = shape.map((_, axis) => axis);
  if (layout === 'keras' || shape.length < 2 || tensor === 'embeddings') return axes;
  const last = shape.length - 1;
  // Kernels are [spatial..., in, out] here and [out, in, spatial...] there.
  return [last, last - 1, ...axes.slice(0, last - 1)];
}

const listShape = (parameter: GraphParameter, layout: ListLayout): number[] =>
  order(parameter, layout).map((axis) => parameter.shape[axis] as number);

/** Null if there is no such element. */
function ownIndex(parameter: GraphParameter, tuple: string, layout: ListLayout): number[] | null {
  const numbers = [...tuple.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const shape = listShape(parameter, layout);
  const flat = !tuple.includes('(') && numbers.length === 1 && shape.length !== 1;
  const index = flat ? unravelled(numbers[0] as number, shape) : numbers;
  if (index.length !== shape.length || index.some((at, axis) => at >= (shape[axis] as number))) return null;
  const own = new Array<number>(shape.length);
  order(parameter, layout).forEach((axis, k) => {
    own[axis] = index[k] as number;
  });
  return own;
}

function unravelled(flat: number, shape: readonly number[]): number[] {
  let rest = flat;
  const index = shape.toReversed().map((size) => {
    const at = rest % size;
    rest = Math.floor(rest / size);
    return at;
  });
  return rest === 0 ? index.reverse() : [];
}
