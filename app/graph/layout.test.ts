import { describe, expect, it } from 'vitest';
import { layoutLevel } from './layout.ts';
import { linksOf } from './links.ts';
import { denseGraph, graphOf } from './madeUpNetworks.ts';

const layoutOf = (
  sources: Readonly<Record<string, readonly string[]>>,
  macs: Readonly<Record<string, number>> = {},
) => {
  const graph = graphOf(sources);
  const items = graph.nodes.map(({ id }) => ({ id, macs: macs[id] ?? 0 }));
  return layoutLevel(items, linksOf(graph));
};

const residual = { a: [], b: ['a'], c: ['b'], add: ['c', 'a'], d: ['add'] };
const fire = {
  squeeze: [],
  left: ['squeeze'],
  right: ['squeeze'],
  rightRelu: ['right'],
  concat: ['left', 'rightRelu'],
};
const samples = {
  chain: { a: [], b: ['a'], c: ['b'] },
  residual,
  fire,
  nestedSkips: { a: [], b: ['a'], c: ['b', 'a'], d: ['c', 'a'], e: ['d', 'b'] },
  twoInputs: { left: [], right: [], l1: ['left'], l2: ['l1'], join: ['l2', 'right'], out: ['join'] },
  wide: { a: [], p: ['a'], q: ['a'], r: ['a'], s: ['a'], cat: ['p', 'q', 'r', 's'] },
  empty: {},
};

const placeIn = (layout: ReturnType<typeof layoutOf>, id: string) =>
  layout.places.find((place) => place.id === id);

describe.each(Object.entries(samples))('%s', (_, sources) => {
  const layout = layoutOf(sources);
  const rankOf = (id: string) => placeIn(layout, id)?.rank ?? 0;

  it('puts every item in a place of its own, below all it reads', () => {
    expect(new Set(layout.places.map(({ rank, lane }) => `${rank} ${lane}`)).size).toBe(
      Object.keys(sources).length,
    );
    for (const { link } of layout.edges) expect(rankOf(link.to)).toBeGreaterThan(rankOf(link.from));
  });

  it('runs no edge through an item', () => {
    for (const { link, lane } of layout.edges) {
      const hit = layout.places.filter(
        (place) => place.lane === lane && place.rank > rankOf(link.from) && place.rank < rankOf(link.to),
      );
      expect(hit).toEqual([]);
    }
  });
});

it('keeps a chain in one lane, without channels', () => {
  expect(layoutOf(samples.chain)).toMatchObject({ lanes: 1, ranks: 3, channels: 0, fits: true });
});

it('leads a residual connection round the block', () => {
  const layout = layoutOf(residual);
  expect(layout.lanes).toBe(1);
  const skip = layout.edges.find(({ link }) => link.from === 'a' && link.to === 'add');
  expect(skip).toMatchObject({ lane: null, channel: 0 });
});

it('gives crossing skips channels of their own and reuses a free one', () => {
  const round = layoutOf(samples.nestedSkips).edges.filter(({ lane }) => lane === null);
  expect(round.map(({ link, channel }) => `${link.from}${link.to}${channel}`).sort()).toEqual([
    'ac0',
    'ad1',
    'be2',
  ]);
  expect(layoutOf({ a: [], b: ['a'], c: ['b', 'a'], d: ['c'], e: ['d', 'c'] }).channels).toBe(1);
});

it('keeps the longer branch of a fire module in the main lane and the other beside it', () => {
  expect(placeIn(layoutOf(fire), 'rightRelu')).toMatchObject({ lane: 0, rank: 2 });
  expect(placeIn(layoutOf(fire), 'left')).toMatchObject({ lane: 1, rank: 1 });
});

it('prefers the branch that computes more', () => {
  const two = layoutOf({ a: [], b: ['a'], c: ['a'], join: ['b', 'c'] }, { c: 9 });
  expect(placeIn(two, 'c')?.lane).toBe(0);
  expect(placeIn(two, 'b')?.lane).toBe(1);
});

it('keeps what enters and leaves a block alone in the first and the last rank', () => {
  const items = ['>', 'a', 'b', 'loose', '<'].map((id) => ({ id, macs: 0 }));
  const links = [
    { from: '>', to: 'a' },
    { from: 'a', to: 'b' },
    { from: 'a', to: '<' },
  ];
  const { places, ranks } = layoutLevel(items, links, { entry: '>', exit: '<' });
  const at = (rank: number) =>
    places.filter((place) => place.rank === rank).map(({ id, lane }) => `${id}${lane}`);
  expect([at(0), at(ranks - 1)]).toEqual([['>0'], ['<0']]);
});

it('says where its channels do not suffice', () => {
  const graph = denseGraph(40);
  const layout = layoutLevel(
    graph.nodes.map(({ id }) => ({ id, macs: 0 })),
    linksOf(graph),
  );
  expect(layout).toMatchObject({ lanes: 1, fits: false });
});
