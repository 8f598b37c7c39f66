/**
 * Which screen an address opens: `#/numbers?...` the page of numbers, everything else the lab. Following a link from one
 * to the other is a change of the hash, so Back and Forward work.
 */
import { useSyncExternalStore } from 'react';

export type Route = 'lab' | 'numbers';

export function routeOf(hash: string): Route {
  return /^#\/numbers(?:$|\?)/.test(hash) ? 'numbers' : 'lab';
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => routeOf(location.hash));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
  };
}
