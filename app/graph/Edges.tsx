/** The edges in sight, as SVG under the cards. An edge is red once what it carries is corrupted. */
import { memo } from 'react';
import type { NodeId } from '#engine/graph/modelGraph.ts';
import type { PlacedEdge } from './measured.ts';
import { overlaps, type Rect } from './rect.ts';

export interface EdgesProps {
  readonly edges: readonly PlacedEdge[];
  readonly sight: Rect;
  /** So many that they are drawn as one: they change their colour at once. */
  readonly far: boolean;
  /** Corrupted nodes; empty in the golden view. */
  readonly reached: ReadonlySet<NodeId>;
  readonly delayOf: (id: string) => number;
}

export const Edges = memo(function Edges({ edges, sight, far, reached, delayOf }: EdgesProps) {
  const isReached = (edge: PlacedEdge) => edge.producers.some((id) => reached.has(id));
  const seen = edges.filter(({ bounds }) => overlaps(bounds, sight));
  // Red ones last, over the others.
  const [grey, red] = [seen.filter((edge) => !isReached(edge)), seen.filter(isReached)];
  return (
    <svg width="1" height="1" aria-hidden="true">
      <title>Edges</title>
      {far ? (
        <>
          <path d={grey.map(pathOf).join('')} className="edge" />
          <path d={red.map(pathOf).join('')} className="edge reached" />
        </>
      ) : (
        [...grey, ...red].map((edge) => (
          <path
            key={edge.id}
            d={pathOf(edge)}
            className={isReached(edge) ? 'edge reached' : 'edge'}
            style={{ ['--delay' as string]: `${delayOf(edge.to)}ms` }}
          />
        ))
      )}
    </svg>
  );
});

const pathOf = ({ at, path }: PlacedEdge): string => `M${at.x} ${at.y}${path}`;
