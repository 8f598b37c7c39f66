/**
 * Keeps the focus inside a part of the page that changes under it: where the element that has it goes away, the nearest
 * surroundings that are left get it: their `[data-first-focus]`, else the first thing in them that can have it.
 */
import { type RefObject, useEffect, useRef } from 'react';

const FOCUSABLE = 'button:not(:disabled), summary, a[href], input, select, textarea, [tabindex="0"]';

export function useHeldFocus<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    const part = ref.current;
    if (part === null) return;
    /** What had the focus last, and around it, inside out. */
    let path: readonly Element[] = [];
    let byKeys = false;
    const remember = () => {
      const { activeElement } = document;
      if (activeElement === null || !part.contains(activeElement)) return;
      path = pathTo(activeElement, part);
      byKeys = activeElement.matches(':focus-visible');
    };
    // A press beside everything gives the focus up on purpose.
    const forget = () => {
      path = [];
    };
    const hold = () => {
      if (path[0] === undefined || path[0].isConnected) return;
      for (const left of path.filter((element) => element.isConnected)) {
        const next =
          left.querySelector<HTMLElement>('[data-first-focus]') ?? left.querySelector<HTMLElement>(FOCUSABLE);
        if (next === null) continue;
        // Who works with a pointer may be reading elsewhere.
        next.focus({ preventScroll: !byKeys });
        return;
      }
    };
    const watch = new MutationObserver(hold);
    watch.observe(part, { childList: true, subtree: true });
    part.addEventListener('focusin', remember);
    part.addEventListener('pointerdown', forget);
    remember();
    return () => {
      watch.disconnect();
      part.removeEventListener('focusin', remember);
      part.removeEventListener('pointerdown', forget);
    };
  }, []);
  return ref;
}

function pathTo(element: Element, part: Element): readonly Element[] {
  const path = [element];
  for (let at = element; at !== part && at.parentElement !== null; path.push(at)) at = at.parentElement;
  return path;
}
