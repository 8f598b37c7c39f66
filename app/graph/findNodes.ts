/** Layers by name and kind: every typed word must occur; names that begin with the text come first. */
import type { GraphNode } from '#engine/graph/modelGraph.ts';

const MOST = 50;

export function findNodes(nodes: readonly GraphNode[], text: string): readonly GraphNode[] {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  const found = nodes.filter(({ id, name, op, description }) => {
    const all = `${id} ${name} ${op} ${description}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const first = words[0] ?? '';
  const begins = ({ name }: GraphNode) => name.toLowerCase().startsWith(first);
  return [...found.filter(begins), ...found.filter((node) => !begins(node))].slice(0, MOST);
}
