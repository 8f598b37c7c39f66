import { describe, expect, it } from 'vitest';
import type { GraphNode, GraphValue, ModelGraph } from '#engine/graph/modelGraph.ts';
import { layoutGraph } from './layout.ts';
import { graphPixels } from './pixels.ts';

/** `b: ['a']`: node b reads a. In topological order. */
function graphOf(
  sources: Readonly<Record<string, readonly string[]>>,
  macs: Readonly<Record<string, number>> = {},
): ModelGraph {
  const values: Record<string, GraphValue> = {};
  const nodes = Object.entries(sources).map(([id, from]): GraphNode => {
    values[`${id}/output`] = {
      id: `${id}/output`,
      node: id,
      tensor: 'output',
      shape: [null, 4],
      dtype: 'float32',
    };
    return {
      id,
      scope: [],
      name: id,
      op: 'Dense',
      category: 'dense',
      description: '',
      activation: null,
      inputs: from.map((source) => `${source}/output`),
      outputs: [`${id}/output`],
      pre: null,
      parameters: [],
      macs: macs[id] ?? 0,
    };
  });
  return { format: 'layers', nodes, values, parameters: {}, inputs: [], outputs: [] };
}

const chain = graphOf({ a: [], b: ['a'], c: ['b'] });
const residual = graphOf({ a: [], b: ['a'], c: ['b'], add: ['c', 'a'], d: ['add'] });
const fire = graphOf({
  squeeze: [],
  left: ['squeeze'],
  right: ['squeeze'],
  rightRelu: ['right'],
  concat: ['left', 'rightRelu'],
});
const nestedSkips = graphOf({ a: [], b: ['a'], c: ['b', 'a'], d: ['c', 'a'], e: ['d', 'b'] });
const twoInputs = graphOf({
  left: [],
  right: [],
  l1: ['left'],
  l2: ['l1'],
  join: ['l2', 'right'],
  out: ['join'],
});
const wide = graphOf({ a: [], p: ['a'], q: ['a'], r: ['a'], s: ['a'], cat: ['p', 'q', 'r', 's'] });
const samples = { chain, residual, fire, nestedSkips, twoInputs, wide, empty: graphOf({}) };

const placeOf = (graph: ModelGraph, id: string) => layoutGraph(graph).places.find((place) => place.id === id);

describe.each(Object.entries(samples))('%s', (_, graph) => {
  const layout = layoutGraph(graph);

  it('puts every node in a place of its own, below all it reads', () => {
    expect(new Set(layout.places.map(({ rank, lane }) => `${rank} ${lane}`)).size).toBe(graph.nodes.length);
    const rank = new Map(layout.places.map((place) => [place.id, place.rank]));
    for (const { from, to } of layout.edges) expect(rank.get(to)).toBeGreaterThan(rank.get(from) as number);
  });

  it('runs no edge through a node', () => {
    for (const edge of layout.edges) {
      const [from, to] = [edge.from, edge.to].map(
        (id) => layout.places.find((place) => place.id === id)?.rank ?? 0,
      );
      const hit = layout.places.filter(
        ({ rank, lane }) => lane === edge.lane && rank > (from as number) && rank < (to as number),
      );
      expect(hit).toEqual([]);
    }
  });

  it('keeps boxes inside the drawing and apart', () => {
    const drawing = graphPixels(layout, { width: 100, height: 40, rankGap: 10, laneGap: 20 });
    for (const box of drawing.boxes) {
      expect(box.x + box.width).toBeLessThanOrEqual(drawing.width);
      expect(box.y + box.height).toBeLessThanOrEqual(drawing.height);
      for (const other of drawing.boxes) {
        if (other === box) continue;
        const apart = Math.abs(other.x - box.x) >= box.width || Math.abs(other.y - box.y) >= box.height;
        expect(apart).toBe(true);
      }
    }
  });
});

it('keeps a chain in one lane, without channels', () => {
  expect(layoutGraph(chain)).toMatchObject({ lanes: 1, ranks: 3, channels: 0 });
});

it('leads a residual connection round the block', () => {
  const layout = layoutGraph(residual);
  expect(layout.lanes).toBe(1);
  expect(layout.edges.find(({ from, to }) => from === 'a' && to === 'add')).toMatchObject({
    lane: null,
    channel: 0,
  });
});

it('gives crossing skips channels of their own and reuses a free one', () => {
  const layout = layoutGraph(nestedSkips);
  const round = layout.edges.filter(({ lane }) => lane === null);
  expect(round.map(({ from, to, channel }) => `${from}${to}${channel}`).sort()).toEqual([
    'ac0',
    'ad1',
    'be2',
  ]);
  const twoBlocks = graphOf({ a: [], b: ['a'], c: ['b', 'a'], d: ['c'], e: ['d', 'c'] });
  expect(layoutGraph(twoBlocks).channels).toBe(1);
});

it('keeps the longer branch of a fire module in the main lane and the other beside it', () => {
  expect(placeOf(fire, 'rightRelu')).toMatchObject({ lane: 0, rank: 2 });
  expect(placeOf(fire, 'left')).toMatchObject({ lane: 1, rank: 1 });
});

it('prefers the branch that computes more', () => {
  const two = graphOf({ a: [], b: ['a'], c: ['a'], join: ['b', 'c'] }, { c: 9 });
  expect(placeOf(two, 'c')?.lane).toBe(0);
  expect(placeOf(two, 'b')?.lane).toBe(1);
});

it('draws edges down and into the gap before the target', () => {
  const drawing = graphPixels(layoutGraph(residual), { width: 100, height: 40, rankGap: 10, laneGap: 20 });
  const path = (from: string, to: string) =>
    drawing.edges.find((edge) => edge.from === from && edge.to === to)?.path;
  expect(path('a', 'b')).toBe('M64 40V50');
  expect(path('a', 'add')).toBe('M64 40C64 45 7 45 7 50V140C7 145 64 145 64 150');
});
