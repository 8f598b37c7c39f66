/** How far a fault's site goes, seen from one element of its tensor: on that element alone, over it and others, or past it. */
import type { SiteIndex } from '#engine/faults/fault.ts';

export type Reach = 'none' | 'own' | 'wider';

/** `flatIndex` null: not known; a flat index then counts as the element's own, for it may be. */
export function reachOf(index: SiteIndex, coordinates: readonly number[], flatIndex: number | null): Reach {
  if (index.kind === 'flat') return flatIndex === null || index.at === flatIndex ? 'own' : 'none';
  if (index.axes.length !== coordinates.length) return 'none';
  let reach: Reach = 'own';
  for (const [k, axis] of index.axes.entries()) {
    const at = coordinates[k] as number;
    if (axis.kind === 'at' && axis.at === at) continue;
    if (axis.kind === 'at') return 'none';
    if (axis.kind === 'range' && (at < axis.from || at >= axis.to)) return 'none';
    reach = 'wider';
  }
  return reach;
}
