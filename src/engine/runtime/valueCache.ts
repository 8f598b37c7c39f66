/**
 * Tensors by value id within a byte budget, least recently used first out. What is pinned stays, so the budget may be
 * exceeded by what one step needs at once, never by more. The cache owns its tensors.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ValueId } from '../graph/modelGraph.ts';

interface Entry {
  readonly tensor: Tensor | null;
  readonly sizeBytes: number;
  pins: number;
}

export class ValueCache {
  readonly #budgetBytes: number;
  /** In order of last use. */
  readonly #entries = new Map<ValueId, Entry>();
  #sizeBytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  has(id: ValueId): boolean {
    return this.#entries.has(id);
  }

  /** Takes ownership; null stands for "this value is absent" (a mask that a layer did not give). Pinned once. */
  put(id: ValueId, tensor: Tensor | null): void {
    const sizeBytes = tensor === null ? 0 : tensor.size * 4;
    this.#entries.set(id, { tensor, sizeBytes, pins: 1 });
    this.#sizeBytes += sizeBytes;
  }

  /** Takes copies of another cache's tensors (they share memory), in its order, as far as the budget allows. */
  share(from: ValueCache, wanted: (id: ValueId) => boolean): void {
    for (const [id, { tensor, sizeBytes }] of from.#entries) {
      if (!wanted(id) || this.#sizeBytes + sizeBytes > this.#budgetBytes) continue;
      this.put(id, tensor?.clone() ?? null);
      this.unpin(id);
    }
  }

  /** The tensor, now most recently used and pinned; undefined if it is not here. */
  pin(id: ValueId): Tensor | null | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    entry.pins++;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    return entry.tensor;
  }

  unpin(id: ValueId): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) entry.pins--;
    this.#trim();
  }

  #trim(): void {
    for (const [id, entry] of this.#entries) {
      if (this.#sizeBytes <= this.#budgetBytes) return;
      if (entry.pins > 0 || entry.sizeBytes === 0) continue;
      entry.tensor?.dispose();
      this.#entries.delete(id);
      this.#sizeBytes -= entry.sizeBytes;
    }
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  dispose(): void {
    for (const { tensor } of this.#entries.values()) tensor?.dispose();
    this.#entries.clear();
    this.#sizeBytes = 0;
  }
}
