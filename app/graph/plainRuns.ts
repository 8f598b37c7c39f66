/** Long stretches of one node after the other without a block of their own, cut where the picture changes its size. */
import type { GraphNode, GraphValue, NodeId, ValueId } from '#engine/graph/modelGraph.ts';
import { groupLinks, type Link } from './links.ts';
import type { Group } from './namedGroups.ts';

const FEWEST_IN_RUN = 5;

export function plainRuns(
  nodes: readonly GraphNode[],
  links: readonly Link[],
  values: Readonly<Record<ValueId, GraphValue>>,
): readonly Group[] {
  const loose = new Map(nodes.map((node) => [node.id, node]));
  const outOf = groupLinks(links, 'from');
  const into = groupLinks(links, 'to');
  const seen = new Set<NodeId>();
  const runs: Group[] = [];
  const close = (run: readonly GraphNode[]) => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last || run.length < FEWEST_IN_RUN) return;
    runs.push({
      key: `run:${first.id}`,
      name: `${first.name} … ${last.name}`,
      nodes: run.map(({ id }) => id),
    });
  };
  for (const start of nodes) {
    if (seen.has(start.id) || start.category === 'input') continue;
    let run: GraphNode[] = [];
    for (let at: GraphNode | undefined = start; at && !seen.has(at.id); ) {
      seen.add(at.id);
      const before: GraphNode | undefined = run.at(-1);
      if (before && area(before, values) !== area(at, values) && run.length >= FEWEST_IN_RUN) {
        close(run);
        run = [];
      }
      run.push(at);
      const readers: readonly Link[] = outOf.get(at.id) ?? [];
      const next: NodeId | undefined = readers.length === 1 ? readers[0]?.to : undefined;
      at = next !== undefined && into.get(next)?.length === 1 ? loose.get(next) : undefined;
    }
    close(run);
  }
  return runs;
}

/** Size of the picture without channels; of a vector 1. */
function area({ outputs }: GraphNode, values: Readonly<Record<ValueId, GraphValue>>): number {
  const shape = values[outputs[0] ?? '']?.shape ?? [];
  return shape.slice(1, -1).reduce<number>((product, size) => product * (size ?? 1), 1);
}
