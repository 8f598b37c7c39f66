/**
 * What a graph model takes and gives: its signature (tensorflow/core/protobuf/meta_graph.proto, SignatureDef in JSON),
 * or without one its Placeholders and the nodes that nobody reads. A Placeholder that the outputs need is an input
 * even if the signature forgets it.
 */
import * as v from 'valibot';
import { LabError } from '../labError.ts';
import { type GraphDefNode, type GraphDefNodes, type TensorRef, tensorRef } from './graphDef.ts';
import { neededNodes } from './graphDefOrder.ts';

export interface GraphEnds {
  /** Names of Placeholder nodes. */
  readonly inputs: readonly string[];
  readonly outputs: readonly TensorRef[];
}

const entries = v.record(
  v.string(),
  v.looseObject({ name: v.optional(v.string()), resourceId: v.optional(v.unknown()) }),
);
const signatureJson = v.looseObject({ inputs: v.optional(entries), outputs: v.optional(entries) });

/** Throws LabError `bad-model`. */
export function graphEnds(nodes: GraphDefNodes, signature: unknown): GraphEnds {
  const parsed = v.safeParse(signatureJson, signature ?? {});
  if (!parsed.success)
    throw new LabError('bad-model', `The model's signature cannot be read: ${parsed.issues[0].message}.`);
  const named = refs(parsed.output.outputs);
  const outputs = named.length > 0 ? named : unread(nodes);
  if (outputs.length === 0) {
    throw new LabError(
      'bad-model',
      'The graph has no outputs: every node is read by another one, or there are only inputs and constants.',
    );
  }
  const inputs = refs(parsed.output.inputs).map(({ node }) => node);
  for (const name of inputs) {
    if (isPlaceholder(nodes.get(name))) continue;
    throw new LabError(
      'bad-model',
      `The signature's input "${name}" is ${nodes.get(name)?.op ?? 'not in the graph'}; wanted a Placeholder.`,
      { node: name },
    );
  }
  const forgotten = neededNodes(
    nodes,
    outputs.map(({ node }) => node),
  ).filter(({ op }) => op === 'Placeholder');
  return { inputs: [...new Set([...inputs, ...forgotten.map(({ name }) => name)])], outputs };
}

function refs(list: v.InferOutput<typeof entries> | undefined): TensorRef[] {
  return Object.entries(list ?? {}).flatMap(([key, { name, resourceId }]) => {
    if (resourceId !== undefined) return [];
    const ref = tensorRef(name ?? key);
    if (ref === null)
      throw new LabError('bad-model', `The signature's "${key}" names "${name}"; wanted "name" or "name:k".`);
    return [ref];
  });
}

const isPlaceholder = (node: GraphDefNode | undefined): boolean =>
  node?.op === 'Placeholder' || node?.op === 'PlaceholderWithDefault';

function unread(nodes: GraphDefNodes): TensorRef[] {
  const read = new Set([...nodes.values()].flatMap(({ inputs }) => inputs.map(({ node }) => node)));
  return [...nodes.values()]
    .filter(
      ({ name, op }) => !read.has(name) && !/^(Const|NoOp|Placeholder|PlaceholderWithDefault)$/.test(op),
    )
    .map(({ name }) => ({ node: name, index: 0 }));
}
