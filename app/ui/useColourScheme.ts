/**
 * Light or dark, as the page shows it now: the theme set on <html data-theme>, else the system's. Canvases need to know,
 * since CSS cannot repaint them.
 */
import { useSyncExternalStore } from 'react';
import type { ColourScheme } from './scaleColours.ts';

const DARK = '(prefers-color-scheme: dark)';

export function useColourScheme(): ColourScheme {
  return useSyncExternalStore(subscribe, currentColourScheme, () => 'light');
}

export function currentColourScheme(): ColourScheme {
  const theme = document.documentElement.dataset['theme'];
  if (theme === 'light' || theme === 'dark') return theme;
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(DARK);
  const observer = new MutationObserver(listener);
  query.addEventListener('change', listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    query.removeEventListener('change', listener);
    observer.disconnect();
  };
}
