/**
 * Groups that the names of nodes speak of: scopes and nested models (`fire2/...`), and prefixes that end in a number
 * (`conv2_block1_...`, `block3a_...`, `block_3_...`). Names that Keras gives by itself (`conv2d_1`, `max_pooling2d_2`)
 * speak of nothing.
 */
import type { GraphNode, NodeId } from '#engine/graph/modelGraph.ts';

export interface Group {
  /** What is unique about it; becomes part of the block's id. */
  readonly key: string;
  readonly name: string;
  readonly nodes: readonly NodeId[];
}

/** Larger ones first; of groups with the same nodes only the innermost. */
export function namedGroups(nodes: readonly GraphNode[]): readonly Group[] {
  const members = new Map<string, { name: string; nodes: NodeId[] }>();
  for (const node of nodes) {
    for (const { key, name } of keysOf(node)) {
      const group = members.get(key);
      if (group) group.nodes.push(node.id);
      else members.set(key, { name, nodes: [node.id] });
    }
  }
  const byContent = new Map<string, Group>();
  for (const [key, group] of members) byContent.set(group.nodes.join('\n'), { key, ...group });
  return [...byContent.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}

function keysOf({ scope, name }: GraphNode): readonly { key: string; name: string }[] {
  const parts = [...scope, ...name.split('/')];
  return parts.flatMap((part, depth) => {
    const before = parts
      .slice(0, depth)
      .map((outer) => `${outer}/`)
      .join('');
    const isScope = depth < parts.length - 1;
    const tokens = part.split('_');
    const prefixes = tokens
      .map((_, i) => tokens.slice(0, i + 1).join('_'))
      .filter((prefix, i) => (isScope && prefix === part) || isNumbered(tokens[i] as string));
    return prefixes.map((prefix) => ({ key: before + prefix, name: prefix }));
  });
}

/** `block3a`, `fire2`, `3`; but not `conv2d`, whose number counts axes. */
const isNumbered = (token: string): boolean =>
  /\d/.test(token) && !/(conv|pooling|padding|sampling|cropping|dropout)[123]d$/i.test(token);
