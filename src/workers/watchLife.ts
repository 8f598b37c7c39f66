/**
 * The page's side: it asks for the lock that a worker holds and gets it when the worker ends, however it ends. Where the
 * page has no locks (plain http on a network) only a script error and a lost device are noticed.
 */
import type { Death } from './deaths.ts';
import { isLifeMessage } from './lifeMessage.ts';

/** Resolves when the worker is gone; never while it lives. */
export function watchLife(worker: Worker): Promise<Death> {
  return new Promise((resolve) => {
    const died = (text: string, deviceLost = false) => resolve({ text, deviceLost });
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!isLifeMessage(data)) return;
      if (data.bitflip === 'device-lost') died(data.text, true);
      else void navigator.locks.request(data.text, () => died('The engine stopped unexpectedly.'));
    });
    worker.addEventListener('error', (event) =>
      died(`The engine stopped: ${event.message || 'its script could not be loaded'}.`),
    );
  });
}
