/** In which order the tiles of a mosaic stand: by number, or most corrupted first, as a node's thumbnails have it. */
import type { Comparison } from './comparison.ts';
import type { CutFamily } from './cutFamily.ts';

export interface TileOrder {
  readonly tileAt: (place: number) => number;
  readonly placeOf: (tile: number) => number;
}

/** Changed elements by tile. */
export function changeCounts(family: CutFamily, { changedIndices }: Comparison): Uint32Array {
  const counts = new Uint32Array(family.count);
  for (const index of changedIndices) {
    if (!family.covers(index)) continue;
    const tile = family.tileOf(index);
    counts[tile] = (counts[tile] as number) + 1;
  }
  return counts;
}

export const BY_NUMBER: TileOrder = { tileAt: (place) => place, placeOf: (tile) => tile };

/** By changed elements, most first; ties by number. */
export function mostChangedFirst(counts: Uint32Array): TileOrder {
  const tiles = [...counts.keys()].sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const places = new Uint32Array(tiles.length);
  for (const [place, tile] of tiles.entries()) places[tile] = place;
  return { tileAt: (place) => tiles[place] ?? place, placeOf: (tile) => places[tile] ?? tile };
}
