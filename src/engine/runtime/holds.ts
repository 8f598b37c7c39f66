/** Pins on cached values, taken while a chain of steps runs and given back one by one or all together. */
import type { ValueId } from '../graph/modelGraph.ts';
import type { ValueCache } from './valueCache.ts';

export class Holds {
  readonly #cache: ValueCache;
  readonly #ids = new Set<ValueId>();

  constructor(cache: ValueCache) {
    this.#cache = cache;
  }

  /** Pins a cached value. */
  take(id: ValueId): void {
    if (this.#cache.pin(id) !== undefined) this.#ids.add(id);
  }

  /** Takes over the pin of a value just put into the cache. */
  add(id: ValueId): void {
    this.#ids.add(id);
  }

  drop(id: ValueId): void {
    if (this.#ids.delete(id)) this.#cache.unpin(id);
  }

  dropAll(): void {
    for (const id of [...this.#ids]) this.drop(id);
  }
}
