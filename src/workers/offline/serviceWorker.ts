/**
 * The lab without a network. Everything the page needs is fetched once, checked against its hash and served from there,
 * so a page and its parts are always of one version. A new version waits until no page uses the old one, or until the
 * person asks for it: nothing reloads by itself. Requests for other files go their usual way.
 */
import {
  cacheKey,
  fileOfUrl,
  OFFLINE_CACHE,
  type OfflineFile,
  type OfflineFiles,
  type OfflineMessage,
} from './offlineFiles.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** Written in front of this script when the page is built: tools/offline-plugin.mjs. */
  readonly OFFLINE_FILES: OfflineFiles;
};

const { page, models } = self.OFFLINE_FILES;
const known = [...page, ...Object.values(models).flat()];
const byPath = new Map(known.map((file) => [file.path, file]));
const { scope } = self.registration;
const AT_ONCE = 4;

self.addEventListener('install', (event) => event.waitUntil(keep(page)));

self.addEventListener('activate', (event) =>
  event.waitUntil(forgetOthers().then(() => self.clients.claim())),
);

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const file = request.method === 'GET' ? fileOfUrl(request.url, scope, byPath) : undefined;
  if (file) event.respondWith(kept(file).then((response) => response ?? fetch(request)));
});

self.addEventListener('message', (event) => {
  const message = event.data as OfflineMessage;
  switch (message.kind) {
    case 'keep':
      event.waitUntil(keep(models[message.model] ?? []));
      return;
    case 'takeOver':
      event.waitUntil(self.skipWaiting());
  }
});

async function kept(file: OfflineFile): Promise<Response | undefined> {
  return (await caches.open(OFFLINE_CACHE)).match(cacheKey(file, scope));
}

async function keep(files: readonly OfflineFile[]): Promise<void> {
  const cache = await caches.open(OFFLINE_CACHE);
  const waiting = [...files];
  const fetchNext = async (): Promise<void> => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const key = cacheKey(file, scope);
      if ((await cache.match(key)) === undefined) await cache.put(key, await fetchFile(file));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
}

/** Fresh from the server and what was built, else it rejects: a version is kept whole or not at all. */
async function fetchFile({ path, hash }: OfflineFile): Promise<Response> {
  // Some hosts redirect index.html to its folder, and a page may not come out of a redirect.
  const response = await fetch(new URL(path === 'index.html' ? '.' : path, scope), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  if ((await sha256(bytes)) !== hash) throw new Error(`${path} is of another version`);
  const headers = new Headers(response.headers);
  // The body lies here decoded.
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return new Response(bytes, { headers });
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Files of versions that nobody uses any more. */
async function forgetOthers(): Promise<void> {
  const cache = await caches.open(OFFLINE_CACHE);
  const keys = new Set(known.map((file) => cacheKey(file, scope)));
  for (const { url } of await cache.keys()) if (!keys.has(url)) await cache.delete(url);
}
