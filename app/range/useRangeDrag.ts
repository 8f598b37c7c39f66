/**
 * Moving the ends of a range as in neuroglancer's widget: a press takes the nearest end, with Alt the whole window; the
 * wheel zooms, a double click shows all. Many moves a frame are one change of the scene, a drag is one step of its history.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { type Axis, type Domain, zoomed } from '#app/numbers/axis.ts';
import { useScene } from '#app/state/scene.ts';
import type { EndsKind, RangeEnds } from './rangeEnds.ts';

type Moved = 'lowest' | 'highest' | 'both';

interface RangeDrag {
  readonly axis: Axis;
  /** Null where there are none to move. */
  readonly ends: RangeEnds | null;
  readonly kind: EndsKind;
  readonly hold: (held: boolean) => void;
  readonly zoom: (domain: Domain) => void;
  readonly reset: () => void;
  readonly onMove: (ends: RangeEnds, moved: Moved) => void;
}

interface Grip {
  readonly moved: Moved;
  readonly from: number;
  readonly ends: RangeEnds;
}

const WHEEL = 1.0015;
const KEY_ZOOM = 1.5;
/** A press of a key moves by this share of the line; with Shift ten times as far. */
const KEY_STEP = 0.005;

export function useRangeDrag({ axis, ends, kind, hold, zoom, reset, onMove }: RangeDrag) {
  const grip = useRef<Grip | null>(null);
  const frame = useRef(0);
  const plot = useRef<HTMLElement | null>(null);
  const latest = useRef({ axis, zoom, onMove });
  latest.current = { axis, zoom, onMove };

  useEffect(() => {
    const element = plot.current;
    const onWheel = (event: WheelEvent) => {
      if (!element || !(event.ctrlKey || element.contains(document.activeElement))) return;
      event.preventDefault();
      const at = event.clientX - element.getBoundingClientRect().left;
      latest.current.zoom(zoomed(latest.current.axis, at, WHEEL ** event.deltaY));
    };
    // React's own wheel listeners are passive: they could not keep the panel from scrolling.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element?.removeEventListener('wheel', onWheel);
      cancelAnimationFrame(frame.current);
    };
  }, []);

  const start = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || ends === null) return;
    const pixel = pixelOf(event);
    const nearest = Math.abs(pixel - axis.at(ends.lowest)) < Math.abs(pixel - axis.at(ends.highest));
    const moved: Moved = event.altKey ? 'both' : nearest ? 'lowest' : 'highest';
    grip.current = { moved, from: axis.valueAt(pixel), ends };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget
      .querySelector<HTMLElement>(`[data-end="${moved === 'both' ? 'highest' : moved}"]`)
      ?.focus();
    event.preventDefault();
    hold(true);
    useScene.getState().beginStroke();
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const held = grip.current;
    if (!held) return;
    const value = readable(axis, pixelOf(event));
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => latest.current.onMove(movedTo(held, value), held.moved));
  };
  const stop = (event: PointerEvent<HTMLElement>) => {
    const held = grip.current;
    if (!held) return;
    cancelAnimationFrame(frame.current);
    if (event.type === 'pointerup' && Math.abs(axis.at(held.from) - pixelOf(event)) >= 1) {
      onMove(movedTo(held, readable(axis, pixelOf(event))), held.moved);
    }
    grip.current = null;
    hold(false);
    useScene.getState().endStroke();
  };

  return {
    plot: {
      onPointerDown: start,
      onPointerMove: move,
      onPointerUp: stop,
      onPointerCancel: stop,
      onDoubleClick: reset,
    },
    take: (element: HTMLElement | null) => {
      plot.current = element;
    },
    onKey: (event: KeyboardEvent, end: 'lowest' | 'highest') => {
      if (event.ctrlKey || event.metaKey || event.altKey || ends === null) return;
      if (!onKey(event.key, event.shiftKey, end, ends)) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };

  function onKey(key: string, far: boolean, end: 'lowest' | 'highest', now: RangeEnds): boolean {
    const direction = DIRECTIONS[key];
    if (direction !== undefined) {
      const { low, high } = axis.domain;
      const step = (high - low) * KEY_STEP * (far ? 10 : 1);
      const value =
        kind === 'power'
          ? now[end] * (direction * Math.sign(now[end]) > 0 ? 2 : 0.5)
          : tidy(now[end] + direction * step, step);
      onMove({ ...now, [end]: value }, end);
    } else if (key === '+' || key === '=') zoom(zoomed(axis, axis.width / 2, 1 / KEY_ZOOM));
    else if (key === '-') zoom(zoomed(axis, axis.width / 2, KEY_ZOOM));
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

const pixelOf = (event: PointerEvent<HTMLElement>): number =>
  event.clientX - event.currentTarget.getBoundingClientRect().left;

function movedTo({ moved, from, ends }: Grip, value: number): RangeEnds {
  if (moved === 'both') {
    const by = value - from;
    const unit = Math.abs(by) / 100 || 1;
    return { lowest: tidy(ends.lowest + by, unit), highest: tidy(ends.highest + by, unit) };
  }
  return { ...ends, [moved]: value };
}

/** As many digits as a pixel tells apart: what is dragged can be read, and links stay short. */
function readable(axis: Axis, pixel: number): number {
  const value = axis.valueAt(Math.min(Math.max(pixel, 0), axis.width));
  return tidy(value, (axis.domain.high - axis.domain.low) / axis.width);
}

function tidy(value: number, step: number): number {
  const unit = 10 ** Math.floor(Math.log10(step));
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}
