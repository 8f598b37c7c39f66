/**
 * Jobs in a worker: one at a time, in order of arrival, cancelled by id. A checkpoint between two steps of work lets
 * messages in (at least every 8 ms) and throws LabError `cancelled` once its job was cancelled.
 */
import { LabError } from '#engine/labError.ts';

const SLICE_MS = 8;

export type Job<T> = (checkpoint: () => Promise<void>) => Promise<T>;

export class Jobs {
  #tail: Promise<unknown> = Promise.resolve();
  readonly #live = new Set<number>();
  readonly #cancelled = new Set<number>();

  /** Runs `job` after all jobs before it. */
  run<T>(id: number, job: Job<T>): Promise<T> {
    this.#live.add(id);
    const result = this.#tail.then(() => this.#start(id, job));
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** A job that is waiting or running ends with LabError `cancelled`; others are not affected. */
  cancel(id: number): void {
    if (this.#live.has(id)) this.#cancelled.add(id);
  }

  async #start<T>(id: number, job: Job<T>): Promise<T> {
    let sliceStart = performance.now();
    try {
      return await job(async () => {
        if (performance.now() - sliceStart > SLICE_MS) {
          await messagesIn();
          sliceStart = performance.now();
        }
        if (this.#cancelled.has(id))
          throw new LabError('cancelled', 'This run was overtaken by a newer one.');
      });
    } finally {
      this.#live.delete(id);
      this.#cancelled.delete(id);
    }
  }
}

/** A task of its own, after the messages that are waiting. */
function messagesIn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
