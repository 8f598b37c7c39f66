/**
 * How high the pictures of a layer may be, so that overview, read-out and the large picture stand over the word without
 * scrolling. It follows the window and not the panel: a word that needs a line more must not make the pictures jump.
 */
import { useSyncExternalStore } from 'react';
import { type PageSize, pageSize, subscribePageSize } from '#app/ui/pageSize.ts';
import type { PictureLimits } from '#app/ui/tiles.ts';

export interface PictureRoom {
  /** One mosaic alone; the first and the second of two. CSS pixels. */
  readonly mosaic: { readonly alone: number; readonly first: number; readonly second: number };
  readonly matrixHeight: number;
  readonly image: PictureLimits;
}

const NO_LIMIT = Number.POSITIVE_INFINITY;
const FREE: PictureRoom = {
  mosaic: { alone: NO_LIMIT, first: NO_LIMIT, second: NO_LIMIT },
  matrixHeight: 170,
  image: { height: 200, cellWidth: 23, cellHeight: 23 },
};
const MIDDLE: PictureRoom = {
  mosaic: { alone: 110, first: 52, second: 36 },
  matrixHeight: 116,
  image: { height: 136, cellWidth: 23, cellHeight: 23 },
};
const LOW: PictureRoom = {
  mosaic: { alone: 78, first: 26, second: 26 },
  matrixHeight: 80,
  image: { height: 92, cellWidth: 20, cellHeight: 20 },
};

// Narrow screens scroll the whole column: there is no word to make room for.
const ROOMS: readonly (readonly [holds: (size: PageSize) => boolean, room: PictureRoom])[] = [
  [({ width }) => width <= 940, FREE],
  [({ height }) => height <= 820, LOW],
  [({ height }) => height <= 980, MIDDLE],
];

export function usePictureRoom(): PictureRoom {
  return useSyncExternalStore(subscribePageSize, currentRoom, () => FREE);
}

function currentRoom(): PictureRoom {
  const size = pageSize();
  return ROOMS.find(([holds]) => holds(size))?.[1] ?? FREE;
}
