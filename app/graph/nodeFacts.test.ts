import { expect, it } from 'vitest';
import { testModel } from '#app/state/testModel.ts';
import type { GraphNode } from '#engine/graph/modelGraph.ts';
import type { SceneReply } from '#workers/labApi.ts';
import { factsOf, type NodeFacts, nodeLabel, reachedNodes, shareText } from './nodeFacts.ts';

it.each([
  [0, 100, '0 %'],
  [1, 100_000, '<0.1 %'],
  [3, 1000, '0.3 %'],
  [6, 100, '6 %'],
  [999, 1000, '99 %'],
  [1000, 1000, '100 %'],
])('%i of %i is %s', (changed, size, text) => {
  expect(shareText(changed, size)).toBe(text);
});

const { graph } = testModel();
const observation = { maxAbsDiff: 2, l2: 2, meanRelativeError: 0, inf: 0 };
// Only what the functions read.
const reply = {
  observations: [
    { value: 'conv2d/output', size: 4704, changed: 0, nan: 0, ...observation },
    { value: 'dense/output', size: 10, changed: 10, nan: 2, ...observation },
  ],
} as unknown as SceneReply;
const dense = graph.nodes.find((node) => node.id === 'dense') as GraphNode;

it('gathers what a card says', () => {
  const facts = factsOf(graph, reply, [
    'dense/kernel[0,0]:flip(30)',
    'conv2d/kernel[0,0,0,0]:zero',
    'no fault',
  ]).get('dense') as NodeFacts;
  expect(facts).toMatchObject({ shape: '10', changed: 10, size: 10, nan: 2, faults: 1, maxAbsDiff: 2 });
  expect(nodeLabel(dense, facts)).toBe('dense, Conv2D 5×5, ReLU, 10, 1 fault, 100 % changed, 2 NaN');
});

it('says nothing of change before the first reply', () => {
  expect(nodeLabel(dense, factsOf(graph, null, []).get('dense') as NodeFacts)).toBe(
    'dense, Conv2D 5×5, ReLU, 10',
  );
});

it('finds what the corruption has reached', () => {
  expect([...reachedNodes(graph, reply)]).toEqual(['dense']);
});
