/**
 * Parts of a GraphDef that can only run as a whole: loops, branches, lists of tensors, and ops whose result shape
 * depends on data. Each becomes one node with the part inside (`region`), so that what is left is a plain acyclic
 * graph. What such a part needs from outside and gives to it are ordinary tensors: handles of lists, loop frames and
 * dead branches never cross its border (tensorflow/core/framework/control_flow.h, list_kernels.h).
 */
import type { GraphDefNode, TensorRef } from './graphDef.ts';
import { refName } from './graphDef.ts';
import { calledFunctions, type GraphFunction } from './graphDefFunctions.ts';
import { unfused } from './graphDefUnfuse.ts';
import { stronglyConnected } from './stronglyConnected.ts';

/** What one collapsed node runs. */
export interface Region {
  readonly kind: 'loop' | 'branch' | 'list' | 'data-dependent';
  /** As in the file; tensors from outside are read from the names in `feeds`. */
  readonly nodes: readonly GraphDefNode[];
  /** Name inside for each input of the collapsed node. */
  readonly feeds: readonly string[];
  /** Tensor inside for each output of the collapsed node. */
  readonly outputs: readonly TensorRef[];
  /** Function bodies that are called inside. */
  readonly functions: readonly GraphFunction[];
}

const BRANCH = /^(Switch|Merge|If|StatelessIf)$/;
const LOOP = /^(Enter|Exit|NextIteration|LoopCond|While|StatelessWhile)$/;
const LIST = /^(TensorArray|TensorList|EmptyTensorList)/;
const DATA_DEPENDENT = /^(NonMaxSuppression|Where$|ListDiff$)/;

/** What an op forces a region to be; null for all others. */
export function regionKind(op: string): Region['kind'] | null {
  if (LOOP.test(op)) return 'loop';
  if (BRANCH.test(op)) return 'branch';
  if (LIST.test(op)) return 'list';
  return DATA_DEPENDENT.test(op) ? 'data-dependent' : null;
}

/** Whether the shape of its result depends on data. */
export function hasDataDependentShape({ nodes, functions }: Region): boolean {
  return [...nodes, ...functions.flatMap((body) => body.nodes)].some(({ op }) => DATA_DEPENDENT.test(op));
}

/** The same graph with every region collapsed; `nodes` may hold loops, the result holds none of theirs. */
export function withRegions(
  nodes: readonly GraphDefNode[],
  ends: readonly TensorRef[],
  functions: ReadonlyMap<string, GraphFunction>,
  fresh: (base: string) => string,
): { readonly nodes: readonly GraphDefNode[]; readonly outputs: readonly TensorRef[] } {
  if (!nodes.some(({ op }) => regionKind(op) !== null)) return { nodes, outputs: ends };
  const groups = regionGroups(nodes);
  const readers = [
    ...nodes.flatMap(({ name, inputs }) => inputs.map((ref) => ({ ref, by: groups.get(name) }))),
    ...ends.map((ref) => ({ ref, by: undefined })),
  ];
  const moved = new Map<string, TensorRef>();
  const collapsed = new Map<string, GraphDefNode>();
  for (const group of new Set(groups.values())) {
    const inside = nodes.filter(({ name }) => groups.get(name) === group);
    const given = new Map<string, TensorRef>();
    for (const { ref, by } of readers)
      if (groups.get(ref.node) === group && by !== group) given.set(refName(ref), ref);
    const node = collapse(inside, [...given.values()], functions, fresh);
    for (const [k, key] of [...given.keys()].entries()) moved.set(key, { node: node.name, index: k });
    collapsed.set(inside[0]?.name as string, node);
  }
  const here = (ref: TensorRef): TensorRef => moved.get(refName(ref)) ?? ref;
  return {
    nodes: nodes.flatMap((node) => {
      const kept = groups.has(node.name) ? collapsed.get(node.name) : node;
      return kept === undefined ? [] : [{ ...kept, inputs: kept.inputs.map(here) }];
    }),
    outputs: ends.map(here),
  };
}

function collapse(
  inside: readonly GraphDefNode[],
  outputs: readonly TensorRef[],
  functions: ReadonlyMap<string, GraphFunction>,
  fresh: (base: string) => string,
): GraphDefNode {
  const names = new Set(inside.map(({ name }) => name));
  const feeds = new Map<string, { readonly ref: TensorRef; readonly feed: string }>();
  const nodes = inside.map((node) => ({
    ...node,
    inputs: node.inputs.map((ref) => {
      if (names.has(ref.node)) return ref;
      const known = feeds.get(refName(ref));
      const feed = known?.feed ?? fresh(`${ref.node}__fed`);
      feeds.set(refName(ref), { ref, feed });
      return { node: feed, index: 0 };
    }),
  }));
  const kinds = inside.map(({ op }) => regionKind(op));
  const kind = (['loop', 'branch', 'list'] as const).find((one) => kinds.includes(one)) ?? 'data-dependent';
  const [only] = inside;
  const alone = inside.length === 1 && only !== undefined;
  return {
    name: alone ? only.name : fresh([...commonScope(inside), kind].join('/')),
    op: alone
      ? only.op
      : { loop: 'While', branch: 'If', list: 'TensorList', 'data-dependent': 'Where' }[kind],
    inputs: [...feeds.values()].map(({ ref }) => ref),
    attr: {},
    region: {
      kind,
      nodes: nodes.flatMap((node) => unfused(node, fresh, () => false)?.nodes ?? [node]),
      feeds: [...feeds.values()].map(({ feed }) => feed),
      outputs,
      functions: calledFunctions(inside, functions),
    },
  };
}

/** Scopes that all nodes of a region share. */
function commonScope(nodes: readonly GraphDefNode[]): string[] {
  const scopes = nodes.map(({ name }) => name.split('/').slice(0, -1));
  const [first = []] = scopes;
  const end = first.findIndex((part, k) => scopes.some((scope) => scope[k] !== part));
  return end === -1 ? first : first.slice(0, end);
}

/** Name of each node in a region -> the region's own mark. Joined: what tensors cannot leave, and what lies on a cycle. */
function regionGroups(nodes: readonly GraphDefNode[]): ReadonlyMap<string, string> {
  const groups = new Groups();
  for (const [from, to] of boundEdges(nodes)) groups.join(from, to);
  const next = new Map<string, string[]>(nodes.map(({ name }) => [groups.of(name), []]));
  for (const { name, inputs } of nodes)
    for (const { node } of inputs) next.get(groups.of(node))?.push(groups.of(name));
  for (const [first, ...others] of stronglyConnected(next))
    for (const other of others) groups.join(first as string, other);
  const forced = new Set(
    nodes.filter(({ op }) => regionKind(op) !== null).map(({ name }) => groups.of(name)),
  );
  return new Map(
    nodes.map(({ name }) => [name, groups.of(name)] as const).filter(([, group]) => forced.has(group)),
  );
}

/** Disjoint sets of names. */
class Groups {
  readonly #parent = new Map<string, string>();

  of(name: string): string {
    let root = name;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    return root;
  }

  join(a: string, b: string): void {
    const [from, to] = [this.of(a), this.of(b)];
    if (from !== to) this.#parent.set(from, to);
  }
}

/** Edges that carry a handle, or a tensor of a loop's iteration or of one branch. */
function boundEdges(nodes: readonly GraphDefNode[]): [string, string][] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ofLoop = ({ op, inputs }: GraphDefNode): boolean =>
    op === 'Merge' && inputs.some(({ node }) => byName.get(node)?.op === 'NextIteration');
  const handles = handlesOf(nodes);
  const framed = new Set(
    nodes
      .filter((node) => /^(Enter|NextIteration|LoopCond|Switch)$/.test(node.op) || ofLoop(node))
      .map(({ name }) => name),
  );
  grow(framed, nodes, (node) => {
    const leaves = node.op === 'Exit' || (node.op === 'Merge' && !ofLoop(node));
    return !leaves && node.inputs.some((ref) => framed.has(ref.node)) ? [node.name] : [];
  });
  return nodes.flatMap(({ name, inputs }) =>
    inputs.flatMap((ref): [string, string][] =>
      handles.has(refName(ref)) || framed.has(ref.node) ? [[ref.node, name]] : [],
    ),
  );
}

const MAKES_HANDLE =
  /^(EmptyTensorList|TensorList(Reserve|FromTensor|SetItem|PushBack|PopBack|Resize|ConcatLists|Scatter|ScatterV2|ScatterIntoExistingList|Split)|TensorArray(V3|WriteV3|ScatterV3|SplitV3))$/;
/** Ops that hand on what they read, a handle too. */
const PASSES_ON = /^(Identity|Enter|Switch|Merge|Exit|NextIteration)$/;

/** Names of all tensors that are handles of lists and arrays, or order the writing of arrays. */
function handlesOf(nodes: readonly GraphDefNode[]): ReadonlySet<string> {
  const handles = new Set<string>();
  grow(handles, nodes, ({ name, op, inputs }) => {
    const outputs = [name, refName({ node: name, index: 1 })];
    if (MAKES_HANDLE.test(op)) return op === 'TensorListPopBack' ? [name] : outputs;
    if (PASSES_ON.test(op)) return inputs.some((ref) => handles.has(refName(ref))) ? outputs : [];
    if (!/While$/.test(op)) return [];
    return inputs.flatMap((ref, k) => (handles.has(refName(ref)) ? [refName({ node: name, index: k })] : []));
  });
  return handles;
}

/** Adds what `more` names until nothing is new. */
function grow(
  found: Set<string>,
  nodes: readonly GraphDefNode[],
  more: (node: GraphDefNode) => readonly string[],
): void {
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const node of nodes) for (const name of more(node)) found.add(name);
  }
}
