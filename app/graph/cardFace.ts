/** What a card says: of a node its own facts, of a closed block its output and the worst that happened inside. */
import type { GraphNode, ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { Block } from './blocks.ts';
import { kindText, type NodeFacts, nodeLabel, shareText } from './nodeFacts.ts';

export interface CardFace {
  readonly name: string;
  readonly kind: string;
  readonly shape: string;
  /** `6 %`, `up to 34 %`; empty while nothing has changed. */
  readonly share: string;
  /** Changed part of all, 0..1. */
  readonly changed: number;
  readonly nan: number;
  readonly inf: number;
  readonly faults: number;
  /** Everything in one line, the name of the button. */
  readonly label: string;
  readonly title: string;
  /** The node whose picture stands on the card. */
  readonly pictured: NodeId;
}

export type FactsByNode = ReadonlyMap<NodeId, NodeFacts>;

export function nodeFace(node: GraphNode, facts: NodeFacts): CardFace {
  const { changed, size, nan, inf, faults, shape, maxAbsDiff } = facts;
  return {
    name: node.name,
    kind: kindText(node),
    shape,
    share: changed > 0 ? shareText(changed, size) : '',
    changed: changed > 0 ? changed / size : 0,
    nan,
    inf,
    faults,
    label: nodeLabel(node, facts),
    title: changed > 0 ? `${node.name}: largest change ${shortNumber(maxAbsDiff)}` : node.name,
    pictured: node.id,
  };
}

export function blockFace(block: Block, graph: ModelGraph, facts: FactsByNode): CardFace {
  const output = outputOf(block, graph);
  const own = block.nodes.flatMap((id) => facts.get(id) ?? []);
  const shareOf = ({ changed, size }: NodeFacts) => (size > 0 ? changed / size : 0);
  const worst = own.reduce<NodeFacts | null>(
    (most, each) => (most && shareOf(most) >= shareOf(each) ? most : each),
    null,
  );
  const most = (pick: (each: NodeFacts) => number) => own.reduce((top, each) => Math.max(top, pick(each)), 0);
  const share = worst && worst.changed > 0 ? `up to ${shareText(worst.changed, worst.size)}` : '';
  const [nan, inf] = [most((each) => each.nan), most((each) => each.inf)];
  const faults = own.reduce((sum, each) => sum + each.faults, 0);
  const shape = facts.get(output)?.shape ?? '';
  const kind = `${block.nodes.length} layers`;
  const parts = [block.name, `block of ${kind}`, shape];
  if (faults > 0) parts.push(`${faults} ${faults === 1 ? 'fault' : 'faults'}`);
  if (share !== '') parts.push(`${share} changed`);
  if (nan > 0) parts.push(`${nan} NaN`);
  if (inf > 0) parts.push(`${inf} infinite`);
  const largest = share === '' ? '' : `: largest change ${shortNumber(most((each) => each.maxAbsDiff))}`;
  return {
    name: block.name,
    kind,
    shape,
    share,
    changed: worst ? shareOf(worst) : 0,
    nan,
    inf,
    faults,
    label: parts.filter((part) => part !== '').join(', '),
    title: `${block.name}${largest}`,
    pictured: output,
  };
}

const outputs = new WeakMap<Block, NodeId>();

/** The last node of a block that is read outside it, or is an output of the network; found once. */
function outputOf(block: Block, graph: ModelGraph): NodeId {
  const known = outputs.get(block) ?? findOutput(block, graph);
  outputs.set(block, known);
  return known;
}

function findOutput({ nodes }: Block, graph: ModelGraph): NodeId {
  const inside = new Set(nodes);
  const read = new Set(graph.outputs.map((value) => graph.values[value]?.node));
  for (const node of graph.nodes) {
    if (inside.has(node.id)) continue;
    for (const value of node.inputs) read.add(graph.values[value]?.node);
  }
  return nodes.findLast((id) => read.has(id)) ?? nodes.at(-1) ?? '';
}
