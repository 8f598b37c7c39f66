/**
 * Nodes that only work out shapes: what they compute depends on the shapes of the data, never on the data, and is read
 * as an attribute (the `shape` of a Reshape, the `size` of a resize). They are no part of the picture and no fault
 * sites; they run inside the node that reads them.
 */
import type { GraphDefNode } from './graphDef.ts';
import { readsAsAttribute } from './graphDefArguments.ts';

const READS_SHAPE = /^(Shape|ShapeN|Size|Rank)$/;

/** Names of such nodes. `nodes` in topological order, `outputs`: names of the model's outputs. */
export function shapeArithmetic(
  nodes: readonly GraphDefNode[],
  outputs: ReadonlySet<string>,
): ReadonlySet<string> {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ofShapes = new Set<string>();
  for (const { name, op, inputs, region } of nodes) {
    if (op === 'Const' || op === 'Placeholder' || region !== undefined) continue;
    const fromShapes = inputs.every(({ node }) => byName.get(node)?.op === 'Const' || ofShapes.has(node));
    if (READS_SHAPE.test(op) || fromShapes) ofShapes.add(name);
  }
  const readers = new Map<string, { reader: GraphDefNode; position: number }[]>();
  for (const reader of nodes) {
    reader.inputs.forEach(({ node }, position) => {
      readers.set(node, [...(readers.get(node) ?? []), { reader, position }]);
    });
  }
  const found = new Set<string>();
  for (const { name } of [...nodes].reverse()) {
    if (!ofShapes.has(name) || outputs.has(name)) continue;
    const asAttribute = (readers.get(name) ?? []).every(
      ({ reader, position }) => found.has(reader.name) || readsAsAttribute(reader, position),
    );
    if (asAttribute) found.add(name);
  }
  return found;
}
