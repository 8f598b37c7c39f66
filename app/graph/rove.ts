/** Where an arrow key leads in the network: up and down along the data, left and right between lanes. */
import { TITLE_HEIGHT } from './arrange.ts';
import type { PlacedItem } from './measured.ts';
import type { Rect } from './rect.ts';

/** What takes the focus: a card, or the title of an open block. */
export type Stop = Rect & { readonly id: string };

export const stopsOf = (items: readonly PlacedItem[]): readonly Stop[] =>
  items.map(({ item, x, y, width, height, port }) =>
    item.kind === 'open'
      ? { id: item.id, x: x + port, y, width: width - port, height: TITLE_HEIGHT }
      : { id: item.id, x, y, width, height },
  );

/** The stop to go to, null for other keys and at the edge. `stops` in topological order. */
export function stopAfterKey(key: string, stops: readonly Stop[], at: string): string | null {
  const from = stops.find(({ id }) => id === at);
  if (!from) return null;
  switch (key) {
    case 'ArrowDown':
      return nearest(
        stops,
        (to) => to.y > from.y,
        (to) => to.y - from.y + 2 * aside(to, from),
      );
    case 'ArrowUp':
      return nearest(
        stops,
        (to) => to.y < from.y,
        (to) => from.y - to.y + 2 * aside(to, from),
      );
    case 'ArrowRight':
      return nearest(
        stops,
        (to) => to.x >= from.x + from.width,
        (to) => to.x - from.x + 4 * Math.abs(to.y - from.y),
      );
    case 'ArrowLeft':
      return nearest(
        stops,
        (to) => to.x + to.width <= from.x,
        (to) => from.x - to.x + 4 * Math.abs(to.y - from.y),
      );
    case 'Home':
      return stops[0]?.id ?? null;
    case 'End':
      return stops.at(-1)?.id ?? null;
    default:
      return null;
  }
}

/** How far two are apart from side to side; 0 where one is above the other. */
const aside = (a: Rect, b: Rect): number =>
  Math.max(0, Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width));

function nearest(
  stops: readonly Stop[],
  wanted: (to: Stop) => boolean,
  cost: (to: Stop) => number,
): string | null {
  let best: Stop | null = null;
  for (const stop of stops) if (wanted(stop) && (best === null || cost(stop) < cost(best))) best = stop;
  return best?.id ?? null;
}
