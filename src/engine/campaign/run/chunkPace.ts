/**
 * How many trials a worker is handed at once: as many as it runs in a second, found as it goes. So little is lost in a
 * crash, tables move, and golden runs and writes to the journal are shared by many trials.
 */
const WANTED_MS = 1000;
const FIRST = 16;
const MOST = 20_000;

export class ChunkPace {
  #perMs: number | null = null;
  readonly #fair: number;

  /** Nobody is handed more than a tenth of a worker's part, so that all end together. */
  constructor(trials: number, workers: number) {
    this.#fair = Math.max(FIRST, Math.ceil(trials / (10 * workers)));
  }

  ran(trials: number, ms: number): void {
    const perMs = trials / Math.max(1, ms);
    this.#perMs = this.#perMs === null ? perMs : 0.5 * (this.#perMs + perMs);
  }

  get next(): number {
    if (this.#perMs === null) return FIRST;
    return Math.max(1, Math.min(MOST, this.#fair, Math.round(this.#perMs * WANTED_MS)));
  }
}
