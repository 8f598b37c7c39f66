/**
 * Nothing leaves the device: in a worker, fetch is kept to the lab's own origin and every other way out is removed.
 * The server's Content-Security-Policy says the same; this holds on hosts that send no headers (DESIGN 4.9).
 */

const OTHER_WAYS_OUT = [
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'WebTransport',
  'importScripts',
] as const;

export function lockDown(scope: WorkerGlobalScope & typeof globalThis): void {
  const { fetch } = scope;
  const { origin } = scope.location;
  const ownOrigin: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, scope.location.href);
    if (url.origin !== origin && url.protocol !== 'data:' && url.protocol !== 'blob:') {
      return Promise.reject(
        new TypeError(`Bitflip Lab keeps everything on this device: ${url.origin} was not contacted.`),
      );
    }
    return fetch.call(scope, input, init);
  };
  define(scope, 'fetch', ownOrigin);
  for (const name of OTHER_WAYS_OUT) if (name in scope) define(scope, name, undefined);
}

function define(scope: object, name: string, value: unknown): void {
  Object.defineProperty(scope, name, { value, configurable: false, writable: false });
}
