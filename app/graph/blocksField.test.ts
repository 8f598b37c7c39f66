import { expect, it } from 'vitest';
import { printFields, readFields } from '#app/state/addressFields.ts';
import type { BlockId } from './blocks.ts';
import { printBlocks, readBlocks } from './blocksField.ts';
import { branchingGraph } from './madeUpNetworks.ts';
import { blocksIn } from './networkStore.ts';

const graph = branchingGraph(60);
const { tree, first } = blocksIn(graph);
const ids = [...tree.blocks.keys()];
const roundTrip = (open: ReadonlySet<BlockId> | null) => {
  const problems: string[] = [];
  const field = new Map(readFields(`?${printFields(printBlocks(open, graph))}`));
  return { open: readBlocks(field, graph, problems), problems };
};

it.each([
  ['none', new Set<BlockId>()],
  ['one', new Set(ids.slice(1, 2))],
  ['all but one', new Set(ids.slice(1))],
  ['all', new Set(ids)],
])('gives back %s of the blocks', (_, open) => {
  expect(ids.length).toBeGreaterThan(4);
  expect(roundTrip(open)).toEqual({ open: first.size === open.size ? null : open, problems: [] });
});

it('writes nothing while all is as the first view has it', () => {
  expect(printBlocks(null, graph)).toEqual([]);
  expect(printBlocks(new Set(first), graph)).toEqual([]);
});

it('names blocks that are not there and keeps the others', () => {
  const problems: string[] = [];
  const known = (ids[0] as string).slice(1);
  expect(readBlocks(new Map([['g', `${known},nowhere`]]), graph, problems)).toEqual(new Set([ids[0]]));
  expect(problems).toEqual(['The network has no block "nowhere".']);
});
