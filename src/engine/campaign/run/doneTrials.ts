/** Which trials of a campaign have a row: one bit each, so that millions take little. */
export class DoneTrials {
  count = 0;
  readonly #bits: Uint8Array;

  constructor(trials: number) {
    this.#bits = new Uint8Array(Math.ceil(trials / 8));
  }

  has(trial: number): boolean {
    return ((this.#bits[Math.floor(trial / 8)] as number) & (1 << (trial & 7))) !== 0;
  }

  /** False where it was there already. */
  add(trial: number): boolean {
    if (this.has(trial)) return false;
    const at = Math.floor(trial / 8);
    this.#bits[at] = (this.#bits[at] as number) | (1 << (trial & 7));
    this.count++;
    return true;
  }
}
