/** Which models are kept for use without a network. */
import { useEffect, useState } from 'react';
import { OFFLINE_CACHE } from '#workers/offline/offlineFiles.ts';

const NONE: ReadonlySet<string> = new Set();

/** Ids of models whose weights lie in this device's cache; as it was when the component appeared. */
export function useKept(): ReadonlySet<string> {
  const [kept, setKept] = useState(NONE);
  useEffect(() => {
    let here = true;
    void keptModels().then((ids) => {
      if (here) setKept(ids);
    });
    return () => {
      here = false;
    };
  }, []);
  return kept;
}

async function keptModels(): Promise<ReadonlySet<string>> {
  // Absent on plain http; off in some private windows.
  if (!('caches' in window) || !(await caches.has(OFFLINE_CACHE).catch(() => false))) return NONE;
  const keys = await (await caches.open(OFFLINE_CACHE)).keys();
  return new Set(keys.flatMap(({ url }) => /\/models\/([^/]+)\/weights\.bin\?/.exec(url)?.[1] ?? []));
}
