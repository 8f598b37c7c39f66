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

let leftAt = '#/lab';

/** The lab's address when it was last left: the way back into the same scene. */
export function labAddress(): string {
  return leftAt;
}

function subscribe(listener: () => void): () => void {
  const onHashChange = ({ oldURL }: HashChangeEvent) => {
    const { hash } = new URL(oldURL);
    if (routeOf(hash) === 'lab' && hash !== '') leftAt = hash;
    listener();
  };
  window.addEventListener('hashchange', onHashChange);
  window.addEventListener('popstate', listener);
  return () => {
    window.removeEventListener('hashchange', onHashChange);
    window.removeEventListener('popstate', listener);
  };
}
