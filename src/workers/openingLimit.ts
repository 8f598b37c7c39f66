/**
 * Opening a person's file in a worker of its own: the answer, or the end of that worker, whichever comes first. The
 * worker is ended by who calls this; nothing it does can hold up the page or the model that is open.
 */
import { LabError } from '#engine/labError.ts';

/** Large networks on slow devices take seconds; a file that takes longer than this is no good to work with. */
export const OPENING_LIMIT_MS = 90_000;

export interface OpeningEnds {
  /** What the person calls the model. */
  readonly name: string;
  /** Resolves when the worker has ended by itself. */
  readonly gone: Promise<unknown>;
  readonly signal: AbortSignal | undefined;
  readonly limitMs: number;
}

/** Rejects as `work` does, or with LabError `cancelled`, `out-of-memory` or `unsupported`. */
export async function withinLimit<T>(
  work: Promise<T>,
  { name, gone, signal, limitMs }: OpeningEnds,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new LabError(
            'unsupported',
            `Opening took longer than ${limitMs / 1000} s and was given up. The model may be too large for this device, or its file made to do harm; \`bitflip inspect\` on the command line has no such limit.`,
            { name, limitMs },
          ),
        ),
      limitMs,
    );
    const cancelled = () => reject(new LabError('cancelled', 'Opening the model was cancelled.'));
    if (signal?.aborted) cancelled();
    signal?.addEventListener('abort', cancelled, { once: true });
    void gone.then(() =>
      reject(
        new LabError(
          'out-of-memory',
          `The engine stopped while it opened ${name}, most likely for want of memory. Close other tabs, or open a smaller model.`,
          { name },
        ),
      ),
    );
  });
  // Nobody listens any more once the work is done.
  end.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
