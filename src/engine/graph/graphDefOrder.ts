/**
 * Which nodes a set of outputs needs, and in which order they can run: the file's own order wherever it is possible.
 * Iterative, so depth does not matter. A reference to a missing node and a cycle are errors that name the nodes.
 */
import { LabError } from '../labError.ts';
import type { GraphDefNode, GraphDefNodes } from './graphDef.ts';

/** Nodes needed for `roots`, in the order of `nodes`. Throws LabError `bad-model` for a dangling input. */
export function neededNodes(nodes: GraphDefNodes, roots: Iterable<string>): GraphDefNode[] {
  const found = new Set<string>();
  const pending = [...roots];
  while (pending.length > 0) {
    const name = pending.pop() as string;
    if (found.has(name)) continue;
    const node = nodes.get(name);
    if (node === undefined)
      throw new LabError('bad-model', `The graph has no node "${name}", which is an output.`, { node: name });
    found.add(name);
    for (const input of node.inputs) {
      if (!nodes.has(input.node)) {
        throw new LabError(
          'bad-model',
          `Node "${name}" (${node.op}) reads "${input.node}", which is not in the graph. The file is damaged or incomplete; export the model again.`,
          { node: name, input: input.node },
        );
      }
      pending.push(input.node);
    }
  }
  return [...nodes.values()].filter(({ name }) => found.has(name));
}

/** Producers before readers. Throws LabError `bad-model` for a cycle. */
export function topological(nodes: readonly GraphDefNode[]): GraphDefNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const state = new Map<string, 'open' | 'done'>();
  const order: GraphDefNode[] = [];
  for (const start of nodes) {
    const path = [{ node: start, next: 0 }];
    while (path.length > 0) {
      const top = path[path.length - 1] as { node: GraphDefNode; next: number };
      if (top.next === 0 && state.get(top.node.name) === 'done') {
        path.pop();
        continue;
      }
      state.set(top.node.name, 'open');
      const input = top.node.inputs[top.next++];
      if (input === undefined) {
        state.set(top.node.name, 'done');
        order.push(top.node);
        path.pop();
      } else if (state.get(input.node) === 'open') {
        throw cycle(
          path.map(({ node }) => node.name),
          input.node,
        );
      } else if (state.get(input.node) !== 'done') {
        path.push({ node: byName.get(input.node) as GraphDefNode, next: 0 });
      }
    }
  }
  return order;
}

function cycle(path: readonly string[], back: string): LabError {
  const nodes = path.slice(path.indexOf(back)).reverse();
  const shown = nodes.length > 5 ? [...nodes.slice(0, 5), '...'] : nodes;
  return new LabError(
    'bad-model',
    `The graph's nodes form a cycle: ${[...shown, nodes[0]].join(' -> ')}; a feed-forward graph is needed.`,
    { nodes },
  );
}
