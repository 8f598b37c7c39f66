/**
 * Latest wins: one question runs, one waits. A newer question replaces the one that waits (it ends as LabError
 * `cancelled`); one that already runs is let finish if it is quick, so that a drag shows pictures, and is cancelled
 * if it has run longer than a quarter of a second.
 */
import { LabError } from '#engine/labError.ts';

const PATIENCE_MS = 250;

interface Waiting<Q, A> {
  readonly question: Q;
  resolve(answer: A): void;
  reject(error: unknown): void;
}

export class Latest<Q, A> {
  readonly #run: (id: number, question: Q) => Promise<A>;
  readonly #cancel: (id: number) => void;
  readonly #nextId: () => number;
  #running: { readonly id: number; readonly startMs: number } | null = null;
  #waiting: Waiting<Q, A> | null = null;

  constructor(
    run: (id: number, question: Q) => Promise<A>,
    cancel: (id: number) => void,
    nextId: () => number,
  ) {
    this.#run = run;
    this.#cancel = cancel;
    this.#nextId = nextId;
  }

  ask(question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.#waiting?.reject(new LabError('cancelled', 'This run was overtaken by a newer one.'));
      this.#waiting = { question, resolve, reject };
      if (this.#running === null) void this.#next();
      else this.#hurry(this.#running);
    });
  }

  /** What runs is cancelled, what waits is not begun: both end as LabError `cancelled`. */
  stop(): void {
    this.#waiting?.reject(new LabError('cancelled', 'This run was stopped.'));
    this.#waiting = null;
    if (this.#running !== null) this.#cancel(this.#running.id);
  }

  #hurry(running: { readonly id: number; readonly startMs: number }): void {
    const leftMs = PATIENCE_MS - (performance.now() - running.startMs);
    setTimeout(
      () => {
        if (this.#running === running && this.#waiting !== null) this.#cancel(running.id);
      },
      Math.max(0, leftMs),
    );
  }

  async #next(): Promise<void> {
    while (this.#waiting !== null) {
      const { question, resolve, reject } = this.#waiting;
      this.#waiting = null;
      const id = this.#nextId();
      this.#running = { id, startMs: performance.now() };
      try {
        resolve(await this.#run(id, question));
      } catch (error) {
        reject(error);
      }
      this.#running = null;
    }
  }
}
