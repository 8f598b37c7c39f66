import { expect, it } from 'vitest';
import type { SceneReply } from '#workers/labApi.ts';
import { blocksOf } from './blocks.ts';
import { blockFace } from './cardFace.ts';
import { graphOf } from './madeUpNetworks.ts';
import { factsOf } from './nodeFacts.ts';

const graph = graphOf({
  input: [],
  b1_a: ['input'],
  b1_b: ['b1_a'],
  b1_c: ['b1_b'],
  out: ['b1_b'],
  last: ['out', 'b1_c'],
});
const seen = (value: string, changed: number, nan = 0) => ({
  value,
  size: 100,
  changed,
  nan,
  inf: 0,
  maxAbsDiff: changed,
});
// Only what the functions read.
const reply = {
  observations: [seen('b1_a/output', 60), seen('b1_b/output', 12, 3), seen('b1_c/output', 0)],
} as unknown as SceneReply;
const block = [...blocksOf(graph).blocks.values()].find(({ id }) => id === '@b1');

it('says of a closed block what its worst layer says', () => {
  if (!block) throw new Error('no block');
  const face = blockFace(block, graph, factsOf(graph, reply, ['b1_b/kernel[0]:flip(3)']));
  expect(face).toMatchObject({
    name: 'b1',
    share: 'up to 60 %',
    changed: 0.6,
    nan: 3,
    faults: 1,
    pictured: 'b1_c',
  });
  expect(face.label).toBe('b1, block of 3 layers, 8×8×16, 1 fault, up to 60 % changed, 3 NaN');
});

it('says nothing of change where nothing has changed', () => {
  if (!block) throw new Error('no block');
  expect(blockFace(block, graph, factsOf(graph, null, [])).label).toBe('b1, block of 3 layers, 8×8×16');
});
