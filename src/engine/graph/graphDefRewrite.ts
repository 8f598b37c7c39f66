/**
 * Rewrites a GraphDef, as a copy, so that any single node can be run by feeding what it reads: only what the outputs
 * need is kept, loops and the like become one node each, names that stand for the same tensor are followed, fused activations are split off, and every tensor
 * has a node of its own to be fed by. Feeding two outputs of one node, or two operands with one name, is not possible
 * in TensorFlow.js 4.22 (`tensorsMap[nodeName] = tensors`), hence the feed nodes. Results stay the same bit for bit.
 */
import type { GraphDefNode, GraphDefNodes, TensorRef } from './graphDef.ts';
import { readGraphDef, refName } from './graphDef.ts';
import { readFunctions } from './graphDefFunctions.ts';
import { neededNodes, topological } from './graphDefOrder.ts';
import { withRegions } from './graphDefRegions.ts';
import { type GraphEnds, graphEnds } from './graphDefSignature.ts';
import { refuseUnsupported } from './graphDefSupport.ts';
import { unfused } from './graphDefUnfuse.ts';

export interface RewrittenGraph {
  /** In topological order; to be given to TensorFlow.js by `writeGraphDef`. Every reference has index 0. */
  readonly nodes: readonly GraphDefNode[];
  /** Names of Placeholder nodes, in the signature's order. */
  readonly inputs: readonly string[];
  readonly outputs: readonly TensorRef[];
  /** Nodes that were split, by the name of the fused node. */
  readonly fused: ReadonlyMap<string, SplitNode>;
  /** Feed nodes: added Identity -> the tensor it stands for. */
  readonly feeds: ReadonlyMap<string, TensorRef>;
}

export interface SplitNode {
  /** As it was, fused. */
  readonly original: GraphDefNode;
  /** The node that computes the value before the activation; null if there is no activation. */
  readonly pre: string | null;
  /** Nodes that were added for it. */
  readonly parts: readonly string[];
}

/** Throws LabError `bad-model` (dangling input, cycle, two nodes of one name) or `unsupported` (names node and op). */
export function rewriteGraphDef(topology: unknown, signature: unknown = null): RewrittenGraph {
  const read = readGraphDef(topology);
  const fresh = freshNames(read);
  const { nodes: all, ends } = withOwnOutputs(read, graphEnds(read, signature), fresh);
  const needed = neededNodes(all, [...ends.outputs.map(({ node }) => node), ...ends.inputs]);
  const functions = readFunctions(topology);
  refuseUnsupported(needed, functions);
  const plain = withRegions(needed, ends.outputs, functions, fresh);
  const ordered = topological(plain.nodes).map((node) => withoutDefault(node, ends.inputs));
  const { nodes, outputs } = withoutAliases(ordered, plain.outputs);
  const fused = new Map<string, SplitNode>();
  const constants = new Set(nodes.filter(({ op }) => op === 'Const').map(({ name }) => name));
  const split = nodes.flatMap((node) => {
    const made = unfused(node, fresh, (name) => constants.has(name));
    if (made === null) return [node];
    const parts = made.nodes.map(({ name }) => name).filter((name) => name !== node.name);
    fused.set(node.name, { original: node, pre: made.pre, parts });
    return made.nodes;
  });
  const feeds = new Map<string, TensorRef>();
  return { nodes: withFeeds(split, outputs, feeds, fresh), inputs: ends.inputs, outputs, fused, feeds };
}

/** Each output gets a tensor of its own, which is no constant: an Identity where it has not. */
function withOwnOutputs(
  read: GraphDefNodes,
  ends: GraphEnds,
  fresh: (base: string) => string,
): { nodes: GraphDefNodes; ends: GraphEnds } {
  const nodes = new Map(read);
  const taken = new Set<string>();
  const outputs = ends.outputs.map((ref) => {
    const own = !taken.has(refName(ref)) && read.get(ref.node)?.op !== 'Const';
    taken.add(refName(ref));
    if (own) return ref;
    const copy = { name: fresh(`${ref.node}__output`), op: 'Identity', inputs: [ref], attr: {} };
    nodes.set(copy.name, copy);
    return { node: copy.name, index: 0 };
  });
  return { nodes, ends: { ...ends, outputs } };
}

/** A PlaceholderWithDefault is an input if the signature says so, else its default. */
function withoutDefault(node: GraphDefNode, inputs: readonly string[]): GraphDefNode {
  if (node.op !== 'PlaceholderWithDefault') return node;
  return inputs.includes(node.name)
    ? { ...node, op: 'Placeholder', inputs: [] }
    : { ...node, op: 'Identity' };
}

const SAME_TENSOR = /^(Identity|StopGradient|PreventGradient|Snapshot)$/;

/**
 * Drops Identities that are only another name: of a constant, or of a tensor that nothing else reads (a fault before
 * and after them would be the same fault). The others stay: behind them is a site of its own.
 */
function withoutAliases(
  ordered: readonly GraphDefNode[],
  ends: readonly TensorRef[],
): Pick<RewrittenGraph, 'nodes' | 'outputs'> {
  const uses = new Map<string, number>();
  const use = (ref: TensorRef): unknown => uses.set(refName(ref), (uses.get(refName(ref)) ?? 0) + 1);
  for (const node of ordered) for (const ref of node.inputs) use(ref);
  for (const ref of ends) use(ref);
  const ops = new Map(ordered.map(({ name, op }) => [name, op]));
  const given = new Set(ends.map(({ node }) => node));
  const aliases = new Map<string, TensorRef>();
  const resolve = (ref: TensorRef): TensorRef => aliases.get(ref.node) ?? ref;
  const nodes: GraphDefNode[] = [];
  for (const node of ordered) {
    const inputs = node.inputs.map(resolve);
    const [source] = inputs;
    const isName = source !== undefined && SAME_TENSOR.test(node.op);
    const ofConstant = isName && ops.get(source.node) === 'Const';
    const onlyReader = isName && uses.get(refName(node.inputs[0] as TensorRef)) === 1;
    if (isName && (ofConstant ? !given.has(node.name) : onlyReader)) aliases.set(node.name, source);
    else if (node.op !== 'NoOp') nodes.push({ ...node, inputs });
  }
  return { nodes, outputs: ends.map(resolve) };
}

/** Gives every output of a node with several, and every repeated operand, an Identity to be fed by. */
function withFeeds(
  nodes: readonly GraphDefNode[],
  outputs: readonly TensorRef[],
  feeds: Map<string, TensorRef>,
  fresh: (base: string) => string,
): GraphDefNode[] {
  const several = new Set(
    [...nodes.flatMap(({ inputs }) => inputs), ...outputs]
      .filter((ref) => ref.index > 0)
      .map((ref) => ref.node),
  );
  const made = new Map<string, GraphDefNode>();
  const feedOf = (ref: TensorRef, copy: number): GraphDefNode => {
    const key = `${refName(ref)} ${copy}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const base = several.has(ref.node) ? `${ref.node}__${ref.index}` : ref.node;
    const feed = {
      name: fresh(copy === 0 ? base : `${base}__again`),
      op: 'Identity',
      inputs: [ref],
      attr: {},
    };
    made.set(key, feed);
    feeds.set(feed.name, ref);
    return feed;
  };
  const constants = new Set(nodes.filter(({ op }) => op === 'Const').map(({ name }) => name));
  return nodes.flatMap((node) => {
    const times = new Map<string, number>();
    const before = new Set<GraphDefNode>();
    const inputs = node.inputs.map((ref) => {
      const copy = times.get(refName(ref)) ?? 0;
      times.set(refName(ref), copy + 1);
      if (constants.has(ref.node) || (copy === 0 && !several.has(ref.node))) return ref;
      const known = made.size;
      const feed = feedOf(ref, copy);
      if (made.size > known) before.add(feed);
      return { node: feed.name, index: 0 };
    });
    return [...before, { ...node, inputs }];
  });
}

function freshNames(taken: GraphDefNodes): (base: string) => string {
  const used = new Set(taken.keys());
  return (base) => {
    let name = base;
    for (let k = 2; used.has(name); k++) name = `${base}_${k}`;
    used.add(name);
    return name;
  };
}
