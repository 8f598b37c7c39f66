/**
 * The worker's side of knowing at once that it is no more: it holds a Web Lock for as long as it lives, however it ends.
 * A worker that has lost its graphics device says so and ends itself.
 */
import type { LifeMessage } from './lifeMessage.ts';

/** Takes the lock, released only by the end of the worker, and tells the page its name. */
export function announceLife(scope: DedicatedWorkerGlobalScope): void {
  if (scope.navigator.locks === undefined) return;
  const name = `bitflip-lab-worker-${crypto.randomUUID()}`;
  scope.navigator.locks
    .request(name, () => {
      scope.postMessage({ bitflip: 'lock', text: name } satisfies LifeMessage);
      return new Promise(() => undefined);
    })
    // Browsers deny locks to a frame of another site; there the worker is not watched.
    .catch(() => undefined);
}

/** The device is gone; says so and ends. */
export function endLife(scope: DedicatedWorkerGlobalScope, why: string): void {
  scope.postMessage({ bitflip: 'device-lost', text: why } satisfies LifeMessage);
  scope.close();
}
