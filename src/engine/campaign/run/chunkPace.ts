/**
 * How many trials a worker is handed at once: as many as take it some seconds, found by doubling and halving. What a chunk
 * costs whatever its size (golden runs, banks, the journal) is then shared by many trials, while tables move and little is
 * lost in a crash. A rate would not do: it is low because chunks are small.
 */
const WANTED_MS = 3000;
const FIRST = 16;
/** Beyond this nothing more is shared, and what lives at once leaves the caches: 20,000 trials of LeNet-5 cost a tenth more each. */
const MOST = 8000;

export class ChunkPace {
  #size = FIRST;
  readonly #most: number;

  /** Nobody is handed more than a tenth of a worker's part, so that all end together. */
  constructor(trials: number, workers: number) {
    this.#most = Math.min(MOST, Math.max(FIRST, Math.ceil(trials / (10 * workers))));
  }

  ran(trials: number, ms: number): void {
    if (ms < WANTED_MS / 8) this.#size = 4 * trials;
    else if (ms < WANTED_MS / 1.5) this.#size = 2 * trials;
    else if (ms > 1.5 * WANTED_MS) this.#size = Math.max(1, Math.round((trials * WANTED_MS) / ms));
    else this.#size = trials;
  }

  get next(): number {
    return Math.min(this.#most, this.#size);
  }
}
