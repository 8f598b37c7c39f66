/**
 * The page's side: it asks for the lock that a worker holds and gets it when the worker ends, however it ends. Where the
 * page has no locks (plain http on a network) only a script error and a lost device are noticed.
 */
import { isLifeMessage } from './lifeMessage.ts';

/** Resolves when the worker is gone, with one line for the person; never while it lives. */
export function watchLife(worker: Worker): Promise<string> {
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!isLifeMessage(data)) return;
      if (data.bitflip === 'device-lost') resolve(data.text);
      else void navigator.locks.request(data.text, () => resolve('The engine stopped unexpectedly.'));
    });
    worker.addEventListener('error', (event) =>
      resolve(`The engine stopped: ${event.message || 'its script could not be loaded'}.`),
    );
  });
}
