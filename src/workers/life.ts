/**
 * Knowing at once that a worker is no more: the worker holds a Web Lock for as long as it lives, the page asks for the
 * same lock and gets it when the worker ends, however it ends. A worker that has lost its GPU says so and ends itself.
 */

const LOCK = 'bitflip-lab-worker';

interface LifeMessage {
  readonly bitflip: 'lock' | 'device-lost';
  readonly text: string;
}

const isLifeMessage = (data: unknown): data is LifeMessage => typeof data === 'object' && data !== null && 'bitflip' in data;

/** Worker side: takes the lock (released only by the end of the worker) and tells the page its name. */
export function announceLife(scope: DedicatedWorkerGlobalScope): void {
  if (scope.navigator.locks === undefined) return;
  const name = `${LOCK}-${crypto.randomUUID()}`;
  void scope.navigator.locks.request(name, () => {
    scope.postMessage({ bitflip: 'lock', text: name } satisfies LifeMessage);
    return new Promise(() => undefined);
  });
}

/** Worker side: the device is gone; says so and ends. */
export function endLife(scope: DedicatedWorkerGlobalScope, why: string): void {
  scope.postMessage({ bitflip: 'device-lost', text: why } satisfies LifeMessage);
  scope.close();
}

/** Page side: resolves when the worker is gone, with one line for the person. */
export function watchLife(worker: Worker): Promise<string> {
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!isLifeMessage(data)) return;
      if (data.bitflip === 'device-lost') resolve(data.text);
      else void navigator.locks.request(data.text, () => resolve('The engine stopped unexpectedly.'));
    });
    worker.addEventListener('error', (event) => resolve(`The engine stopped: ${event.message || 'its script could not be loaded'}.`));
  });
}
