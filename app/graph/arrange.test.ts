import { describe, expect, it } from 'vitest';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { arrange, TITLE_HEIGHT } from './arrange.ts';
import { blocksOf } from './blocks.ts';
import { levelOf } from './level.ts';
import { branchingGraph, denseGraph, graphOf, wideGraph } from './madeUpNetworks.ts';
import type { PlacedEdge, PlacedItem } from './measured.ts';
import { contains, overlaps, type Rect } from './rect.ts';

const SIZE = { width: 300, height: 40, rankGap: 10, laneGap: 20, lines: 2 } as const;

const fires = graphOf({
  input: [],
  conv1: ['input'],
  ...Object.fromEntries(
    [2, 3, 4].flatMap((k) => {
      const before = k === 2 ? 'conv1' : `fire${k - 1}_concat`;
      return [
        [`fire${k}_squeeze`, [before]],
        [`fire${k}_e1`, [`fire${k}_squeeze`]],
        [`fire${k}_e3`, [`fire${k}_squeeze`]],
        [`fire${k}_concat`, [`fire${k}_e1`, `fire${k}_e3`]],
      ];
    }),
  ),
  skip: ['fire4_concat', 'fire2_concat'],
});

/** Every end and corner of a path that has only v, h, q, l and c commands. */
function pointsOf({ at, path }: PlacedEdge): readonly { x: number; y: number }[] {
  const points = [at];
  for (const [, command, numbers = ''] of path.matchAll(/([a-z])([^a-z]*)/g)) {
    const values = numbers
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const { x, y } = points.at(-1) as { x: number; y: number };
    if (command === 'v') points.push({ x, y: y + (values[0] as number) });
    else if (command === 'h') points.push({ x: x + (values[0] as number), y });
    else points.push({ x: x + (values.at(-2) as number), y: y + (values.at(-1) as number) });
  }
  return points;
}

/** Does the edge cross the inside of the rectangle? Its pieces are straight but for corners of a few pixels. */
function crosses(edge: PlacedEdge, { x, y, width, height }: Rect): boolean {
  const inside = { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
  const points = pointsOf(edge);
  return points.slice(1).some((to, i) => {
    const from = points[i] as { x: number; y: number };
    const box = {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x) + 0.01,
      height: Math.abs(from.y - to.y) + 0.01,
    };
    return overlaps(box, inside);
  });
}

const isCard = ({ item }: PlacedItem) => item.kind !== 'open';
const graphs: Readonly<Record<string, ModelGraph>> = {
  fires,
  branching: branchingGraph(120),
  dense: denseGraph(12),
  wide: wideGraph(6, 6),
};
const states = ['closed', 'open', 'every second open'] as const;
const cases = Object.entries(graphs).flatMap(([name, graph]) =>
  states.map((state) => ({ name, graph, state })),
);

describe.each(cases)('$name, $state', ({ graph, state }) => {
  const tree = blocksOf(graph);
  const ids = [...tree.blocks.keys()];
  const open = new Set(ids.filter((_, i) => state === 'open' || (state !== 'closed' && i % 2 === 0)));
  const level = levelOf(graph, tree, open);
  const arrangement = arrange(level, SIZE);
  const { items, edges, bounds } = arrangement;
  const cards = items.filter(isCard);

  it('draws every node once, itself or in one closed block', () => {
    const drawn = cards.flatMap(({ item }) => (item.kind === 'node' ? [item.id] : (item.block?.nodes ?? [])));
    expect(drawn.toSorted()).toEqual(graph.nodes.map(({ id }) => id).toSorted());
  });

  it('keeps cards apart and everything inside the drawing', () => {
    for (const [i, card] of cards.entries()) {
      expect(contains(bounds, card)).toBe(true);
      for (const other of cards.slice(i + 1)) expect(overlaps(card, other)).toBe(false);
    }
    for (const edge of edges)
      for (const { x, y } of pointsOf(edge)) {
        expect(x).toBeGreaterThanOrEqual(bounds.x);
        expect(x).toBeLessThanOrEqual(bounds.x + bounds.width);
        expect(y).toBeLessThanOrEqual(bounds.y + bounds.height);
      }
  });

  it('holds what is in a block inside its frame, under its title', () => {
    for (const frame of items) {
      if (frame.item.kind !== 'open') continue;
      const inside = new Set(frame.item.block.nodes);
      for (const card of cards) {
        const within =
          card.item.kind === 'node' ? inside.has(card.item.id) : inside.has(card.item.block?.nodes[0] ?? '');
        expect(contains(frame, card)).toBe(within);
        if (within) expect(card.y).toBeGreaterThanOrEqual(frame.y + TITLE_HEIGHT);
        else expect(overlaps(frame, card)).toBe(false);
      }
    }
  });

  it('runs no edge through a card', () => {
    for (const edge of edges)
      for (const card of cards) if (crosses(edge, card)) expect.fail(`${edge.id} crosses ${card.item.id}`);
  });

  it('ends edges on the cards they join and lists items in topological order', () => {
    const order = new Map(items.map(({ item }, i) => [item.id, i]));
    for (const edge of edges) {
      const end = pointsOf(edge).at(-1);
      const target = items[order.get(edge.to) ?? -1];
      if (!target || edge.id.endsWith('@>out')) continue;
      expect(end).toEqual({ x: target.x + target.port, y: target.y });
      const [, from] = edge.id.split(' ');
      if (order.has(from ?? '')) expect(order.get(from ?? '')).toBeLessThan(order.get(edge.to) ?? 0);
    }
  });

  it('is the same every time', () => {
    expect(arrange(levelOf(graph, blocksOf(graph), open), SIZE)).toEqual(arrangement);
  });
});

it('leaves what stands above an opened block where it was', () => {
  const tree = blocksOf(fires);
  const placesWith = (open: readonly string[]) =>
    new Map(
      arrange(levelOf(fires, tree, new Set(open)), SIZE).items.map(({ item, x, y, port }) => [
        item.id,
        [x + port, y],
      ]),
    );
  const before = placesWith([]);
  const after = placesWith(['@fire3']);
  for (const id of ['input', 'conv1', '@fire2', '@fire3']) expect(after.get(id)).toEqual(before.get(id));
  expect(after.get('@fire4')?.[0]).toBe(before.get('@fire4')?.[0]);
  expect(after.get('@fire4')?.[1]).toBeGreaterThan(before.get('@fire4')?.[1] ?? 0);
});

it('asks for another layout where lanes do not suffice, but not where nothing would', () => {
  const questionsOf = (graph: ModelGraph) =>
    arrange(levelOf(graph, blocksOf(graph), new Set()), SIZE).questions.length;
  expect(questionsOf(wideGraph(14, 12))).toBe(1);
  expect(questionsOf(denseGraph(40))).toBe(0);
});
