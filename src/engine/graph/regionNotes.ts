/** What an import has to tell of the parts of a graph model that run as a whole. */
import type { GraphDefNode } from './graphDef.ts';
import { hasDataDependentShape, type Region } from './graphDefRegions.ts';
import { rewriteGraphDef } from './graphDefRewrite.ts';

export interface RegionNote {
  /** Name of the node in the graph. */
  readonly where: string;
  readonly what: string;
  readonly why: string;
}

/** One for each such part, in running order. Throws as `rewriteGraphDef` does. */
export function regionNotes(topology: unknown, signature: unknown): RegionNote[] {
  return rewriteGraphDef(topology, signature).nodes.flatMap(({ name, op, region }) =>
    region === undefined ? [] : [noteOf(name, op, region)],
  );
}

const NAMED: Readonly<Record<Region['kind'], string>> = {
  loop: 'A loop',
  branch: 'A branch',
  list: 'A list of tensors',
  'data-dependent': 'An op that chooses by its data',
};

function noteOf(name: string, op: GraphDefNode['op'], region: Region): RegionNote {
  const count = region.nodes.length + region.functions.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const nodes = count === 1 ? `a ${op}` : `${count} nodes`;
  const shape = hasDataDependentShape(region)
    ? ' The shape of its results depends on data, so they and what is computed from them are no sites either.'
    : ' Its results, and the constants it reads from outside, can be hit.';
  return {
    where: name,
    what: `${NAMED[region.kind]} (${nodes}) runs as one step; sites inside are not offered.${shape}`,
    why: 'TensorFlow.js decides while it runs which of these nodes run, and how often.',
  };
}
