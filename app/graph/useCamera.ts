/** The camera of the panel: one for as long as the panel is there, fitted to a network until the person moves it. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Size } from './camera.ts';
import { CameraControl, mountCamera, type Sight } from './cameraControl.ts';
import type { Rect } from './rect.ts';
import { useCameraGestures } from './useCameraGestures.ts';

const SMOOTH_MS = 240;

export function useCamera(
  frame: RefObject<HTMLElement | null>,
  world: RefObject<HTMLElement | null>,
  screen: Size,
  bounds: Rect,
  rearranged: boolean,
): { readonly control: CameraControl; readonly sight: Sight } {
  const [control] = useState(() => new CameraControl());
  const sight = useSyncExternalStore(control.subscribeSight, () => control.sight);
  useCameraGestures(frame, control);
  useEffect(() => {
    mountCamera(control);
    return () => mountCamera(null);
  }, [control]);
  const shownScale = useRef(0);
  const smoothEnds = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLayoutEffect(
    () =>
      control.onMove(({ x, y, scale }, smooth) => {
        const { current } = world;
        if (!current) return;
        current.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
        // Every card would look it up again.
        if (shownScale.current !== scale) current.style.setProperty('--inverse', String(1 / scale));
        shownScale.current = scale;
        if (smooth) {
          clearTimeout(smoothEnds.current);
          current.dataset['smooth'] = 'true';
          smoothEnds.current = setTimeout(() => delete current.dataset['smooth'], SMOOTH_MS);
        } else if (current.dataset['smooth']) delete current.dataset['smooth'];
      }),
    [control, world],
  );
  useLayoutEffect(() => control.setRoom(screen, bounds, rearranged), [control, screen, bounds, rearranged]);
  return { control, sight };
}
