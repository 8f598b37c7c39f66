/**
 * The open blocks of the network as a field of the address: `g=conv2_block1,to:add_3`, `*` for all, `-` for none; no
 * field as long as they are as the first view has them.
 */
import { type AddressFields, clip } from '#app/state/addressFields.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import type { BlockId } from './blocks.ts';
import { blocksIn } from './networkStore.ts';

export const BLOCKS_KEYS = ['g'];

/** null: as the first view has them. */
export type OpenBlocks = ReadonlySet<BlockId> | null;

export function printBlocks(open: OpenBlocks, graph: ModelGraph): AddressFields {
  if (open === null || isFirstView(open, graph)) return [];
  const { tree } = blocksIn(graph);
  if (open.size === tree.blocks.size) return [['g', '*']];
  const ids = [...tree.blocks.keys()].filter((id) => open.has(id));
  return [['g', ids.map((id) => id.slice(1).replaceAll(',', '%2C')).join(',') || '-']];
}

/** Problems are appended, one plain line each. */
export function readBlocks(
  field: ReadonlyMap<string, string>,
  graph: ModelGraph,
  problems: string[],
): OpenBlocks {
  const text = field.get('g');
  if (text === undefined) return null;
  const { blocks } = blocksIn(graph).tree;
  const open = new Set<BlockId>(text === '*' ? blocks.keys() : []);
  for (const part of ['*', '-', ''].includes(text) ? [] : text.split(',')) {
    const id: BlockId = `@${part.replaceAll('%2C', ',')}`;
    if (blocks.has(id)) open.add(id);
    else problems.push(`The network has no block "${clip(part)}".`);
  }
  return isFirstView(open, graph) ? null : open;
}

function isFirstView(open: ReadonlySet<BlockId>, graph: ModelGraph): boolean {
  const { first } = blocksIn(graph);
  return open.size === first.size && [...open].every((id) => first.has(id));
}
