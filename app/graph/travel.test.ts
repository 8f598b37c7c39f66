import { expect, it } from 'vitest';
import { testModel } from '#app/state/testModel.ts';
import { travelDelaysMs } from './travel.ts';

const { graph } = testModel();

it('lights nodes in topological order, also those that turn back', () => {
  const delays = travelDelaysMs(graph, new Set(['dense']), new Set(['conv2d', 'dense']));
  expect([...delays]).toEqual([
    ['conv2d', 0],
    ['dense', 60],
  ]);
});

it('takes 600 ms at most', () => {
  const nodes = Array.from(
    { length: 500 },
    (_, i) => ({ ...graph.nodes[0], id: `n${i}` }) as (typeof graph.nodes)[number],
  );
  const delays = travelDelaysMs({ ...graph, nodes }, new Set(nodes.map(({ id }) => id)), new Set());
  expect(Math.max(...delays.values())).toBeLessThanOrEqual(600);
});
