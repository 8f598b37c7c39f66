/** Host memory that stacks and banks of one list of trials after the other fill anew, so that none is made for each. */
export class ScratchWords {
  #words = new Int32Array(0);

  /** So many words, whatever they hold; what was taken before must be done with. */
  take(count: number): Int32Array<ArrayBuffer> {
    if (this.#words.length < count) this.#words = new Int32Array(count);
    return this.#words.subarray(0, count);
  }
}
