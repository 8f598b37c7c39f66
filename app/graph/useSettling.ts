/**
 * Another arrangement of the same network: the item with the focus, else the first in sight, stays where it is on the
 * screen; cards that remain glide to their new places.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { visibleRect } from './camera.ts';
import type { CameraControl } from './cameraControl.ts';
import type { PlacedItem } from './measured.ts';
import { overlaps } from './rect.ts';
import { wantsNoMotion } from './travel.ts';

const SETTLE_MS = 300;

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
    if (old.length === items.length) return;
    if (anchor && place) {
      const { scale } = control.camera;
      control.hold((anchor.x + anchor.port - place.x - place.port) * scale, (anchor.y - place.y) * scale);
    }
    glide(world.current, new Map(old.map((placed) => [placed.item.id, placed])), now);
    world.current.dataset['settling'] = 'true';
    clearTimeout(ends.current);
    ends.current = setTimeout(() => delete world.current?.dataset['settling'], SETTLE_MS);
  }, [items]);
}

type Places = ReadonlyMap<string, PlacedItem>;

/** Only while it lasts has a card a transform: at rest, hundreds of them are one picture to the browser. */
function glide(world: HTMLElement, old: Places, now: Places): void {
  if (wantsNoMotion()) return;
  for (const button of world.querySelectorAll<HTMLElement>('[data-node]')) {
    const id = button.dataset['node'] ?? '';
    const [from, to] = [old.get(id), now.get(id)];
    if (!from || !to || (from.x === to.x && from.y === to.y)) continue;
    const transform = `translate(${from.x - to.x}px, ${from.y - to.y}px)`;
    button.parentElement?.animate?.([{ transform }, { transform: 'none' }], {
      duration: SETTLE_MS,
      easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)',
    });
  }
}
