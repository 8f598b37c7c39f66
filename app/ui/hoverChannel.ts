/**
 * The element under the pointer, shared by linked pictures. It lives outside React: a move of the mouse writes to the
 * DOM of those who listen and renders nothing.
 */
export interface HoverChannel {
  readonly current: () => number | null;
  readonly set: (flatIndex: number | null) => void;
  /** Returns the unsubscriber. */
  readonly subscribe: (listener: (flatIndex: number | null) => void) => () => void;
}

export function createHoverChannel(): HoverChannel {
  let index: number | null = null;
  const listeners = new Set<(flatIndex: number | null) => void>();
  return {
    current: () => index,
    set: (next) => {
      if (next === index) return;
      index = next;
      for (const listener of listeners) listener(next);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
