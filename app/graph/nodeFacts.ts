/** What is known of every node: shape, share of changed elements, non-finite counts, faults that sit on it. */
import { parseFaults } from '#engine/faults/parse.ts';
import type { GraphNode, ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';
import type { SceneReply } from '#workers/labApi.ts';

export interface NodeFacts {
  /** `10×10×16`, without the batch axis. */
  readonly shape: string;
  /** Of the node's outputs together. */
  readonly changed: number;
  readonly size: number;
  readonly nan: number;
  readonly inf: number;
  readonly maxAbsDiff: number;
  readonly faults: number;
}

export function factsOf(
  graph: ModelGraph,
  reply: SceneReply | null,
  faults: readonly string[],
): ReadonlyMap<NodeId, NodeFacts> {
  const seen = new Map((reply?.observations ?? []).map((each) => [each.value, each]));
  const faultsOn = new Map<NodeId, number>();
  for (const fault of faults) {
    const node = nodeOfFault(fault);
    if (node !== null) faultsOn.set(node, (faultsOn.get(node) ?? 0) + 1);
  }
  return new Map(
    graph.nodes.map(({ id, outputs }) => {
      const facts = { changed: 0, size: 0, nan: 0, inf: 0, maxAbsDiff: 0 };
      for (const output of outputs) {
        const own = seen.get(output);
        if (!own) continue;
        facts.changed += own.changed;
        facts.size += own.size;
        facts.nan += own.nan;
        facts.inf += own.inf;
        facts.maxAbsDiff = Math.max(facts.maxAbsDiff, own.maxAbsDiff);
      }
      const shape = outputs[0] === undefined ? [] : (graph.values[outputs[0]]?.shape.slice(1) ?? []);
      const shapeText = shape.map((size) => size ?? '?').join('×') || 'scalar';
      return [id, { ...facts, shape: shapeText, faults: faultsOn.get(id) ?? 0 }];
    }),
  );
}

/** Nodes with a changed output: what the corruption has reached. */
export function reachedNodes(graph: ModelGraph, reply: SceneReply | null): ReadonlySet<NodeId> {
  const reached = new Set<NodeId>();
  for (const { value, changed } of reply?.observations ?? []) {
    const owner = graph.values[value];
    if (changed > 0 && owner && owner.tensor !== 'pre') reached.add(owner.node);
  }
  return reached;
}

/** `6 %`, `0.3 %`, `<0.1 %`; never 0 % for what changed nor 100 % for what did not change whole. */
export function shareText(changed: number, size: number): string {
  const percent = (changed / size) * 100;
  if (changed === 0) return '0 %';
  if (percent < 0.1) return '<0.1 %';
  if (percent < 1) return `${percent.toFixed(1)} %`;
  return `${changed === size ? 100 : Math.min(99, Math.round(percent))} %`;
}

/** The kind of a node in a few words. */
export function kindText({ category, description }: GraphNode): string {
  return category === 'input' ? 'Input' : description;
}

/** The name of the button: everything that the card shows, in one line. */
export function nodeLabel(node: GraphNode, facts: NodeFacts): string {
  const parts = [node.name, kindText(node), facts.shape];
  if (facts.faults > 0) parts.push(faultCount(facts.faults));
  if (facts.changed > 0) parts.push(`${shareText(facts.changed, facts.size)} changed`);
  if (facts.nan > 0) parts.push(`${facts.nan} NaN`);
  if (facts.inf > 0) parts.push(`${facts.inf} infinite`);
  return parts.filter((part) => part !== '').join(', ');
}

export const faultCount = (count: number): string => `${count} ${count === 1 ? 'fault' : 'faults'}`;

function nodeOfFault(text: string): NodeId | null {
  try {
    return parseFaults(text)[0]?.site.node ?? null;
  } catch {
    return null;
  }
}
