import { expect, it } from 'vitest';
import { scatterLayout } from './scatterLayout.ts';

const items = ['a', 'b', 'c', 'd', 'e'].map((id, i) => ({ id, width: 100 + 10 * i, height: 40 }));
const links = [
  ['a', 'b'],
  ['a', 'c'],
  ['b', 'd'],
  ['c', 'd'],
  ['a', 'e'],
  ['d', 'e'],
] as const;

it('keeps boxes apart and inside, data flowing down, and gives every link a way', () => {
  const { items: placed, edges, width, height } = scatterLayout({ items, links, rankGap: 10, laneGap: 20 });
  const box = (id: string) => {
    const [corner, own] = [placed.find((each) => each.id === id), items.find((each) => each.id === id)];
    if (!corner || !own) throw new Error(`no ${id}`);
    return { ...own, ...corner };
  };
  for (const [from, to] of links) expect(box(to).y).toBeGreaterThanOrEqual(box(from).y + box(from).height);
  for (const [i, { id }] of items.entries()) {
    const one = box(id);
    expect(one.x).toBeGreaterThanOrEqual(0);
    expect(one.x + one.width).toBeLessThanOrEqual(width);
    expect(one.y + one.height).toBeLessThanOrEqual(height);
    for (const { id: other } of items.slice(i + 1)) {
      const two = box(other);
      const apart =
        one.x + one.width <= two.x ||
        two.x + two.width <= one.x ||
        one.y + one.height <= two.y ||
        two.y + two.height <= one.y;
      expect(apart).toBe(true);
    }
  }
  expect(edges.map((points) => points.length >= 2)).toEqual(links.map(() => true));
});
