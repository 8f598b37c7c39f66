/**
 * TensorFlow GraphDef as it stands in a model.json, read once at the edge: nodes with typed references to the tensors
 * they read. Control inputs (`^name`) only order side effects, which the lab's ops do not have, and are dropped.
 * Names follow tensorflow/core/framework/node_def.proto: `name` or `name:k` for output k.
 */
import * as v from 'valibot';
import { LabError } from '../labError.ts';
import type { Region } from './graphDefRegions.ts';

/** Output `index` of the node called `node`. */
export interface TensorRef {
  readonly node: string;
  readonly index: number;
}

/** Values as protobuf prints them in JSON: `{i: "2"}`, `{list: {s: [...]}}`; see graphDefAttr.ts. */
export type Attrs = Readonly<Record<string, unknown>>;

export interface GraphDefNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly TensorRef[];
  readonly attr: Attrs;
  /** Of a node that stands for a part which only runs as a whole. */
  readonly region?: Region;
}

export type GraphDefNodes = ReadonlyMap<string, GraphDefNode>;

const whole = v.union([v.number(), v.string()]);
const bytes = v.union([v.string(), v.array(v.number())]);
const list = <T extends v.GenericSchema>(item: T) => v.optional(v.nullable(v.array(item)));
/** What graphDefAttr.ts reads of it. */
const attrValue = v.nullable(
  v.looseObject({
    s: v.optional(bytes),
    i: v.optional(whole),
    list: v.optional(v.nullable(v.looseObject({ s: list(bytes), i: list(whole) }))),
    shape: v.optional(
      v.nullable(v.looseObject({ dim: list(v.nullable(v.looseObject({ size: v.optional(whole) }))) })),
    ),
  }),
);

const nodeJson = v.looseObject({
  name: v.pipe(v.string(), v.nonEmpty(), v.notValue('__proto__', 'a node cannot be called __proto__')),
  op: v.pipe(
    v.string(),
    v.regex(/^_?[A-Z][\w>]*$/, (issue) => `"${issue.input}" is no name of a TensorFlow op`),
  ),
  input: v.optional(v.array(v.string())),
  attr: v.optional(v.nullable(v.record(v.string(), attrValue))),
});
const graphDefJson = v.looseObject({ node: v.array(nodeJson) });

/** Nodes by name in the file's order. Throws LabError `bad-model`. */
export function readGraphDef(topology: unknown): GraphDefNodes {
  const parsed = v.safeParse(graphDefJson, topology);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new LabError(
      'bad-model',
      `Graph topology: ${v.getDotPath(issue) ?? 'top level'}: ${issue.message}.`,
    );
  }
  const nodes = new Map<string, GraphDefNode>();
  for (const { name, op, input, attr } of parsed.output.node) {
    if (nodes.has(name)) {
      throw new LabError('bad-model', `Two nodes of the graph are called "${name}"; names must be unique.`, {
        node: name,
      });
    }
    const inputs = (input ?? []).filter((text) => !text.startsWith('^')).map((text) => parseRef(text, name));
    nodes.set(name, { name, op, inputs, attr: attr ?? {} });
  }
  return nodes;
}

function parseRef(text: string, reader: string): TensorRef {
  const ref = tensorRef(text);
  if (ref === null) {
    throw new LabError('bad-model', `Node "${reader}" reads "${text}"; wanted "name" or "name:k".`, {
      node: reader,
      input: text,
    });
  }
  return ref;
}

/** Null if the text is no tensor name. */
export function tensorRef(text: string): TensorRef | null {
  const match = /^([^:]+)(?::(\d+))?$/.exec(text);
  return match === null ? null : { node: match[1] as string, index: Number(match[2] ?? 0) };
}

/** `name` or `name:k`, as TensorFlow.js wants it. */
export function refName(ref: TensorRef): string {
  return ref.index === 0 ? ref.node : `${ref.node}:${ref.index}`;
}

/** Ops whose result has the type `T`, and which need it; elsewhere it is the type of the operands. */
const MADE_OF_TYPE = /^(Fill|OneHot|Ones|Zeros|ZerosLike|Einsum)$/;

/**
 * What TensorFlow.js loads. `versions` is required there and missing in hand-made files. `T` is left out where it is
 * not needed: TensorFlow.js holds it against what is fed for the node, and so refuses the result of a comparison. A part
 * that runs as a whole has a model of its own; here stands an input, which is always fed.
 */
export function writeGraphDef(nodes: Iterable<GraphDefNode>): object {
  const node = [...nodes].map(({ name, op, inputs, attr, region }) => {
    if (region !== undefined) return { name, op: 'Placeholder', input: [], attr: {} };
    const { T, ...rest } = JSON.parse(JSON.stringify(attr)) as Record<string, unknown>;
    const kept = T !== undefined && MADE_OF_TYPE.test(op) ? { ...rest, T } : rest;
    return { name, op, input: inputs.map(refName), attr: kept };
  });
  return { node, versions: { producer: 0, minConsumer: 0 } };
}
