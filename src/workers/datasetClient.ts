/** The page's side of the worker that reads datasets: one worker a question, ended with it, or when it takes too long. */
import * as Comlink from 'comlink';
import { LabError } from '#engine/labError.ts';
import type { DatasetReader } from './datasetApi.ts';
import { installWire } from './wire.ts';

const MOST_MS = 60_000;

/** Rejects with LabError; `cancelled` when `signal` was aborted. */
export async function askDatasetReader<T>(
  question: (reader: Comlink.Remote<DatasetReader>) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  installWire();
  const worker = new Worker(new URL('./dataset.worker.ts', import.meta.url), {
    type: 'module',
    name: 'dataset',
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([
      question(Comlink.wrap<DatasetReader>(worker)),
      new Promise<never>((_, reject) => {
        timer = setTimeout(
          () =>
            reject(
              new LabError(
                'bad-file',
                `Reading the files took more than ${MOST_MS / 1000} s and was given up. Take a part of them.`,
              ),
            ),
          MOST_MS,
        );
        worker.addEventListener('error', () =>
          reject(
            new LabError(
              'bad-file',
              'Reading the files took more memory than there is. Take a part of them.',
            ),
          ),
        );
        signal?.addEventListener('abort', () => reject(new LabError('cancelled', 'Reading was cancelled.')));
      }),
    ]);
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
