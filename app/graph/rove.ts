/** Where an arrow key leads in the network: up and down along the data, left and right between lanes. */
import type { NodeId } from '#engine/graph/modelGraph.ts';
import type { NodePlace } from './layout.ts';

/** The node to go to, null for other keys and at the edge. */
export function nodeAfterKey(key: string, places: readonly NodePlace[], at: NodeId): NodeId | null {
  const from = places.find(({ id }) => id === at);
  if (!from) return null;
  switch (key) {
    case 'ArrowDown':
      return nearest(
        places,
        ({ rank }) => rank > from.rank,
        (place) => distance(place, from),
      );
    case 'ArrowUp':
      return nearest(
        places,
        ({ rank }) => rank < from.rank,
        (place) => distance(place, from),
      );
    case 'ArrowRight':
      return nearest(
        places,
        ({ lane }) => lane > from.lane,
        (place) => sideways(place, from),
      );
    case 'ArrowLeft':
      return nearest(
        places,
        ({ lane }) => lane < from.lane,
        (place) => sideways(place, from),
      );
    case 'Home':
      return places[0]?.id ?? null;
    case 'End':
      return places.at(-1)?.id ?? null;
    default:
      return null;
  }
}

function nearest(
  places: readonly NodePlace[],
  wanted: (place: NodePlace) => boolean,
  cost: (place: NodePlace) => number,
): NodeId | null {
  let best: NodePlace | null = null;
  for (const place of places) if (wanted(place) && (best === null || cost(place) < cost(best))) best = place;
  return best?.id ?? null;
}

/** The next rank wins; within a rank the nearest lane. */
const distance = (a: NodePlace, b: NodePlace) => Math.abs(a.rank - b.rank) * 1000 + Math.abs(a.lane - b.lane);
const sideways = (a: NodePlace, b: NodePlace) => Math.abs(a.lane - b.lane) * 1000 + Math.abs(a.rank - b.rank);
