/** A general layered layout (dagre, longest-path ranks) for graphs that do not fit the lanes of the page. May take long. */
import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from '@dagrejs/dagre';
import type { ScatterAnswer, ScatterRequest } from './layoutApi.ts';

const EDGE_GAP = 6;

export function scatterLayout({ items, links, rankGap, laneGap }: ScatterRequest): ScatterAnswer {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({
    rankdir: 'TB',
    ranker: 'longest-path',
    ranksep: rankGap * 2,
    nodesep: laneGap,
    edgesep: EDGE_GAP,
  });
  for (const { id, width, height } of items) graph.setNode(id, { width, height });
  for (const [from, to] of links) graph.setEdge(from, to, {});
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    // dagre gives centres.
    items: items.map(({ id, width, height }) => {
      const { x = 0, y = 0 } = graph.node(id);
      return { id, x: x - width / 2, y: y - height / 2 };
    }),
    edges: links.map(([from, to]) => pointsOf(graph.edge(from, to))),
    width,
    height,
  };
}

const pointsOf = ({ points = [] }: EdgeLabel): ScatterAnswer['edges'][number] =>
  points.map(({ x, y }) => ({ x, y }));
