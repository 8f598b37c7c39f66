/**
 * What a corruption does to the tensors of one run as they are made: stores them, changes their faulty words, and notes
 * what was asked of it. Tensors go in whole and come out new.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { SitePlan } from '../faults/sitePlan.ts';
import type { StorageFacts } from '../storage/storeWords.ts';
import type { TensorStorage } from '../storage/tensorStorage.ts';
import { type Corruption, corrupted, misread, stored } from './corruption.ts';
import type { Device, Probe } from './device.ts';

export class Imprint {
  readonly #device: Device;
  readonly #corruption: Corruption;
  readonly #witness: Probe | null;
  readonly #witnessed = new Set<string>();
  /** What storing cost, by tensor. */
  readonly facts = new Map<string, StorageFacts>();

  /** `witness` is asked for the corruption's witnesses, `before:<id>` and `after:<id>`, once each. */
  constructor(device: Device, corruption: Corruption, witness: Probe | null) {
    this.#device = device;
    this.#corruption = corruption;
    this.#witness = witness;
  }

  isStored(id: string): boolean {
    return this.#corruption.storage.has(id);
  }

  isHit(id: string): boolean {
    return this.#corruption.sites.has(id) || this.#corruption.readAs.has(id);
  }

  /** A stored copy; the tensor must be one that the plan names. */
  async store(id: string, x: Tensor): Promise<Tensor> {
    const storage = this.#corruption.storage.get(id) as TensorStorage;
    const { tensor, facts } = await stored(this.#device, x, storage);
    this.facts.set(id, facts);
    return tensor;
  }

  /** A faulty copy; the tensor must be one that is hit. */
  async corrupt(id: string, x: Tensor): Promise<Tensor> {
    const { storage, sites, readAs, witnesses } = this.#corruption;
    const plan = sites.get(id);
    const format = readAs.get(id);
    const faulty =
      format === undefined
        ? await corrupted(this.#device, x, plan as SitePlan)
        : await misread(this.#device, x, storage.get(id) as TensorStorage, format, plan);
    const indices = witnesses.get(id);
    if (this.#witness !== null && indices !== undefined && !this.#witnessed.has(id)) {
      this.#witnessed.add(id);
      this.#witness.gather(`before:${id}`, x, indices);
      this.#witness.gather(`after:${id}`, faulty, indices);
    }
    return faulty;
  }

  /** Stores a fresh value and corrupts it. Takes it over, gives the one to keep; one that is not fresh is stored already. */
  async finish(id: string, value: Tensor, fresh: boolean): Promise<Tensor> {
    let kept = value;
    if (fresh && this.isStored(id) && value.dtype === 'float32') {
      kept = await this.store(id, value);
      value.dispose();
    }
    if (!this.isHit(id)) return kept;
    const faulty = await this.corrupt(id, kept);
    kept.dispose();
    return faulty;
  }
}
