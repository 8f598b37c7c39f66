/** How fast something goes of late: layers differ in cost, so the mean since the beginning says little of what is left. */
const WINDOW_MS = 15_000;
const LEAST_MS = 500;

export class RecentRate {
  #seen: { readonly atMs: number; readonly done: number }[] = [];

  start(atMs: number, done: number): void {
    this.#seen = [{ atMs, done }];
  }

  /** A second; null before that is known. */
  at(nowMs: number, done: number): number | null {
    const from = this.#seen.findLastIndex(({ atMs }) => atMs <= nowMs - WINDOW_MS);
    if (from > 0) this.#seen = this.#seen.slice(from);
    this.#seen.push({ atMs: nowMs, done });
    const [first] = this.#seen;
    if (first === undefined || nowMs - first.atMs < LEAST_MS) return null;
    return Math.max(0, (1000 * (done - first.done)) / (nowMs - first.atMs));
  }
}
