/**
 * Pan and zoom by hand: wheel (with Ctrl: zoom, as a pinch on a trackpad arrives), drag from anywhere, two fingers. A
 * drag that began on a card does not open it. What the browser scrolls to show a focused card becomes a pan.
 */
import { type RefObject, useEffect } from 'react';
import { type Point, pointIn } from '#app/ui/pointIn.ts';
import type { CameraControl } from './cameraControl.ts';

const DRAG_FROM_PX = 5;
const LINE_PX = 18;
/** A notch of a mouse wheel zooms by about a fifth, a pinch by as much as the fingers move. */
const MOST_WHEEL_PX = 26;

export function useCameraGestures(frame: RefObject<HTMLElement | null>, control: CameraControl): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const stops = [followWheel(element, control), followPointers(element, control)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [frame, control]);
}

function followWheel(element: HTMLElement, control: CameraControl): () => void {
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) {
      const { x, y } = pointIn(element, event);
      control.zoom(2 ** (-Math.max(-MOST_WHEEL_PX, Math.min(MOST_WHEEL_PX, dy)) / 100), x, y);
    } else if (event.shiftKey && dx === 0) control.panBy(-dy, 0);
    else control.panBy(-dx, -dy);
  };
  const onScroll = () => {
    const { scrollLeft, scrollTop } = element;
    if (scrollLeft === 0 && scrollTop === 0) return;
    element.scrollTo(0, 0);
    control.panBy(-scrollLeft, -scrollTop);
  };
  element.addEventListener('wheel', onWheel, { passive: false });
  element.addEventListener('scroll', onScroll);
  return () => {
    element.removeEventListener('wheel', onWheel);
    element.removeEventListener('scroll', onScroll);
  };
}

function followPointers(element: HTMLElement, control: CameraControl): () => void {
  const fingers = new Map<number, Point>();
  let start: Point | null = null;
  let dragging = false;
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const begin = (id: number) => {
    dragging = true;
    element.dataset['dragging'] = 'true';
    element.setPointerCapture(id);
  };
  element.addEventListener(
    'pointerdown',
    (event) => {
      if ((event.pointerType === 'mouse' && event.button > 1) || isOverlay(event.target, element)) return;
      if (fingers.size === 0) dragging = false;
      fingers.set(event.pointerId, pointIn(element, event));
      start = pointIn(element, event);
      if (event.button === 1) event.preventDefault();
    },
    options,
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const before = fingers.get(event.pointerId);
      if (!before || !start) return;
      const now = pointIn(element, event);
      if (!dragging && fingers.size === 1 && distance(start, now) < DRAG_FROM_PX) return;
      if (!dragging) begin(event.pointerId);
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const [from, to] = [middle(before, other), middle(now, other)];
        control.panBy(to.x - from.x, to.y - from.y);
        control.zoom(distance(now, other) / Math.max(1, distance(before, other)), to.x, to.y);
      } else control.panBy(now.x - before.x, now.y - before.y);
      fingers.set(event.pointerId, now);
    },
    options,
  );
  const end = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    if (fingers.size === 0) delete element.dataset['dragging'];
  };
  element.addEventListener('pointerup', end, options);
  element.addEventListener('pointercancel', end, options);
  const swallow = (event: Event) => {
    if (!dragging) return;
    dragging = false;
    event.preventDefault();
    event.stopPropagation();
  };
  element.addEventListener('click', swallow, { ...options, capture: true });
  // Space held during a drag is not a press of the focused card.
  element.addEventListener('keyup', (event) => event.key === ' ' && swallow(event), {
    ...options,
    capture: true,
  });
  return () => stop.abort();
}

const isOverlay = (target: EventTarget | null, frame: HTMLElement): boolean =>
  target instanceof Element && target !== frame && target.closest('.graph-overlay') !== null;

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
