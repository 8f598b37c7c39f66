/**
 * Moving the value: by dragging anywhere on the plot, to as many digits as a pixel tells apart, and by the keys of a
 * slider. The wheel zooms with Ctrl, or once the plot has the focus, so that scrolling the page past it stays scrolling.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { pointIn } from '#app/ui/pointIn.ts';
import type { WordFormat } from '#engine/formats/format.ts';
import { type Axis, type Domain, zoomed } from './axis.ts';
import { nextLevel } from './nextLevel.ts';

interface ValueDrag {
  readonly axis: Axis;
  readonly format: WordFormat;
  readonly value: number;
  readonly hold: (held: boolean) => void;
  readonly zoom: (domain: Domain) => void;
  readonly reset: () => void;
  readonly onMove: (value: number) => void;
}

const WHEEL = 1.0015;
const KEY_ZOOM = 1.5;

export function useValueDrag({ axis, format, value, hold, zoom, reset, onMove }: ValueDrag) {
  const dragging = useRef(false);
  const plot = useRef<HTMLElement | null>(null);
  const latest = useRef({ axis, zoom });
  latest.current = { axis, zoom };
  useEffect(() => {
    const element = plot.current;
    const onWheel = (event: WheelEvent) => {
      if (!element || !(event.ctrlKey || element.contains(document.activeElement))) return;
      event.preventDefault();
      const at = pointIn(element, event).x;
      latest.current.zoom(zoomed(latest.current.axis, at, WHEEL ** event.deltaY));
    };
    // React's own wheel listeners are passive: they could not keep the page from scrolling.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);

  const moveTo = (event: PointerEvent<HTMLElement>) => {
    const pixel = pointIn(event.currentTarget, event).x;
    onMove(atPixel(axis, Math.min(Math.max(pixel, 0), axis.width)));
  };
  const stop = () => {
    dragging.current = false;
    hold(false);
  };
  return {
    plot: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0 || (event.target as Element).closest('button')) return;
        plot.current = event.currentTarget;
        event.currentTarget.setPointerCapture(event.pointerId);
        dragging.current = true;
        hold(true);
        moveTo(event);
        event.currentTarget.querySelector<HTMLElement>('[role="slider"]')?.focus();
        event.preventDefault();
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => dragging.current && moveTo(event),
      onPointerUp: stop,
      onPointerCancel: stop,
      onDoubleClick: reset,
    },
    marker: {
      ref: (element: HTMLElement | null) => {
        plot.current = element?.parentElement ?? null;
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (!onKey(event.key, event.shiftKey)) return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };

  function onKey(key: string, fine: boolean): boolean {
    const direction = DIRECTIONS[key];
    const here = Number.isFinite(value) ? value : 0;
    if (direction !== undefined) {
      const next = nextLevel(format, here, direction);
      onMove(fine ? here + (next - here) / 8 : next);
    } else if (key === 'PageUp' || key === 'PageDown') {
      let next = here;
      for (let k = 0; k < 10; k++) next = nextLevel(format, next, key === 'PageUp' ? 1 : -1);
      onMove(next);
    } else if (key === 'Home') onMove(axis.domain.low);
    else if (key === 'End') onMove(axis.domain.high);
    else if (key === '+' || key === '=') zoom(zoomed(axis, axis.at(here), 1 / KEY_ZOOM));
    else if (key === '-') zoom(zoomed(axis, axis.at(here), KEY_ZOOM));
    else if (key === '0') reset();
    else return false;
    return true;
  }
}

const DIRECTIONS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
};

/** The value there with no more digits than a pixel tells apart, so that what is dragged can be read. */
function atPixel(axis: Axis, pixel: number): number {
  const value = axis.valueAt(pixel);
  const step = Math.abs(axis.valueAt(pixel + 0.5) - axis.valueAt(pixel - 0.5));
  if (!(step > 0) || value === 0) return value;
  const digits = Math.ceil(Math.log10(Math.abs(value) / step)) + 1;
  return digits < 1 ? 0 : Number(value.toPrecision(Math.min(digits, 17)));
}
