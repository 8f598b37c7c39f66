/**
 * Another arrangement of the same network: the item with the focus, else the first in sight, stays where it is on the
 * screen; cards that remain glide to their new places.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { visibleRect } from './camera.ts';
import type { CameraControl } from './cameraControl.ts';
import type { PlacedItem } from './measured.ts';
import { overlaps } from './rect.ts';

const SETTLE_MS = 320;

export function useSettling(
  world: RefObject<HTMLElement | null>,
  control: CameraControl,
  items: readonly PlacedItem[],
  focused: string | null,
): void {
  const before = useRef(items);
  const ends = useRef<ReturnType<typeof setTimeout>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another arrangement settles
  useLayoutEffect(() => {
    const old = before.current;
    before.current = items;
    if (old === items || !world.current) return;
    const now = new Map(items.map((placed) => [placed.item.id, placed]));
    const seen = visibleRect(control.camera, control.screen);
    const inSight = old.filter((placed) => now.has(placed.item.id) && overlaps(placed, seen));
    const anchor = inSight.find(({ item }) => item.id === focused) ?? inSight[0];
    const place = anchor && now.get(anchor.item.id);
    // Card sizes alone do not move the camera: it is fitted to the panel then.
    if (anchor && place && old.length !== items.length) {
      const { scale } = control.camera;
      control.hold((anchor.x + anchor.port - place.x - place.port) * scale, (anchor.y - place.y) * scale);
    }
    world.current.dataset['settling'] = 'true';
    clearTimeout(ends.current);
    ends.current = setTimeout(() => delete world.current?.dataset['settling'], SETTLE_MS);
  }, [items]);
}
