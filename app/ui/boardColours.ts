/**
 * The page's colours that canvases are drawn with, read from the tokens once and again when theme or contrast change:
 * reading a computed style makes the browser lay out what waits, which a picture drawn at every flip cannot afford.
 */
import { useSyncExternalStore } from 'react';

export interface BoardColours {
  readonly hairline: string;
  readonly ground: string;
  readonly fault: string;
}

const QUERIES = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'];
let known: BoardColours | null = null;

export function useBoardColours(): BoardColours {
  return useSyncExternalStore(subscribe, boardColours, () => NONE);
}

const NONE: BoardColours = { hairline: '', ground: '', fault: '' };

function boardColours(): BoardColours {
  if (known === null) {
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    known = { hairline: token('--line'), ground: token('--panel'), fault: token('--fault') };
  }
  return known;
}

function subscribe(listener: () => void): () => void {
  const forget = () => {
    known = null;
    listener();
  };
  const queries = QUERIES.map((query) => matchMedia(query));
  const observer = new MutationObserver(forget);
  for (const query of queries) query.addEventListener('change', forget);
  observer.observe(document.documentElement, { attributes: true });
  // What changed while nobody listened.
  known = null;
  return () => {
    for (const query of queries) query.removeEventListener('change', forget);
    observer.disconnect();
  };
}
