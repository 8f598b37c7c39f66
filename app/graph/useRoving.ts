/**
 * One tab stop for the whole network: arrows go from card to card and bring them into sight, Shift with arrows pans.
 * Where the ground itself has the focus (after a click on it), arrows alone pan.
 */
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CameraControl } from './cameraControl.ts';
import type { PlacedItem } from './measured.ts';
import { stopAfterKey, stopsOf } from './rove.ts';

export interface Roving {
  /** The item that holds the tab stop. */
  readonly at: string | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (id: string) => void;
  /** Focuses a card once it is there, `middle`: in the middle of the panel. */
  readonly goTo: (id: string, where: 'sight' | 'middle') => void;
  /** The item is about to be drawn anew, open or closed. */
  readonly keepFocusOn: (id: string) => void;
}

const PAN_PX = 80;
const PANS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [PAN_PX, 0],
  ArrowRight: [-PAN_PX, 0],
  ArrowUp: [0, PAN_PX],
  ArrowDown: [0, -PAN_PX],
};

export function useRoving(
  frame: RefObject<HTMLElement | null>,
  control: CameraControl,
  items: readonly PlacedItem[],
  selected: string | null,
): Roving {
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = useRef<{ readonly id: string; readonly where: 'sight' | 'middle' | 'as it is' } | null>(
    null,
  );
  const stops = useMemo(() => stopsOf(items), [items]);
  const isThere = (id: string | null) => id !== null && items.some(({ item }) => item.id === id);
  const at = [focused, selected].find(isThere) ?? items[0]?.item.id ?? null;

  useEffect(() => {
    const goal = wanted.current;
    const placed = goal && items.find(({ item }) => item.id === goal.id);
    if (!placed) return;
    if (goal.where === 'middle') control.centre(placed);
    if (goal.where === 'sight') control.reveal(stops.find(({ id }) => id === goal.id) ?? placed);
    const button = frame.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(goal.id)}"]`);
    if (!button) return;
    wanted.current = null;
    button.focus({ preventScroll: true });
  });
  const goTo = useCallback((id: string, where: 'sight' | 'middle') => {
    wanted.current = { id, where };
    setFocused(id);
  }, []);
  const keepFocusOn = useCallback((id: string) => {
    wanted.current = { id, where: 'as it is' };
    setFocused(id);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const onGround = event.target === frame.current;
    const onCard = event.target instanceof Element && event.target.hasAttribute('data-node');
    if (event.ctrlKey || event.metaKey || event.altKey || !(onGround || onCard)) return;
    const pan = PANS[event.key];
    if (pan && (event.shiftKey || onGround)) control.panBy(...pan, true);
    else {
      const next = at === null || event.shiftKey ? null : stopAfterKey(event.key, stops, at);
      if (next === null) return;
      goTo(next, 'sight');
    }
    event.preventDefault();
  };
  return { at, onKeyDown, onFocus: setFocused, goTo, keepFocusOn };
}
