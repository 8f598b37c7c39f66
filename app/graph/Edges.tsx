/** The edges in sight, as SVG under the cards. An edge is red once what it carries is corrupted. */
import { memo } from 'react';
import type { NodeId } from '#engine/graph/modelGraph.ts';
import type { PlacedEdge } from './measured.ts';
import { overlaps, type Rect } from './rect.ts';

export interface EdgesProps {
  readonly edges: readonly PlacedEdge[];
  readonly sight: Rect;
  /** Corrupted nodes; empty in the golden view. */
  readonly reached: ReadonlySet<NodeId>;
  readonly delayOf: (id: string) => number;
}

export const Edges = memo(function Edges({ edges, sight, reached, delayOf }: EdgesProps) {
  const isReached = (edge: PlacedEdge) => edge.producers.some((id) => reached.has(id));
  const seen = edges.filter(({ bounds }) => overlaps(bounds, sight));
  // Red ones last, over the others.
  const ordered = [...seen.filter((edge) => !isReached(edge)), ...seen.filter(isReached)];
  return (
    <svg width="1" height="1" aria-hidden="true">
      <title>Edges</title>
      {ordered.map((edge) => (
        <path
          key={edge.id}
          d={`M${edge.at.x} ${edge.at.y}${edge.path}`}
          className={isReached(edge) ? 'edge reached' : 'edge'}
          style={{ ['--delay' as string]: `${delayOf(edge.to)}ms` }}
        />
      ))}
    </svg>
  );
});
