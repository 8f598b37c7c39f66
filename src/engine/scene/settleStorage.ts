/**
 * Storage plans with their scales settled: parameters fitted to themselves, values to calibration pictures. What was
 * settled once stays, so that a plan that differs by one entry costs one entry.
 */
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { FloatTensor } from '../quantizers/quantizer.ts';
import type { Checkpoint } from '../runtime/run.ts';
import type { StoragePlan } from '../storage/storagePlan.ts';
import { needsData, type StorageSpec } from '../storage/storageSpec.ts';
import { storageFor, storageOutline, type TensorStorage } from '../storage/tensorStorage.ts';
import type { Calibration } from './calibration.ts';
import { dataShape } from './faultStorage.ts';
import type { SettledStorage } from './prepareFaults.ts';

const MOST_SETTLED = 1024;

export class StorageSettler {
  readonly #graph: ModelGraph;
  readonly #calibration: Calibration;
  /** By `tensor=format`, least recently used first. */
  readonly #settled = new Map<string, TensorStorage>();

  constructor(graph: ModelGraph, calibration: Calibration) {
    this.#graph = graph;
    this.#calibration = calibration;
  }

  /** In the plan's order. Throws LabError 'bad-input' or 'bad-argument' where a scale cannot be fitted. */
  async settle(plan: StoragePlan, checkpoint?: Checkpoint): Promise<SettledStorage> {
    const wanted = [...plan].filter(([id, spec]) => needsData(spec) && !this.#settled.has(keyOf(id, spec)));
    const data =
      wanted.length === 0
        ? NO_DATA
        : await this.#calibration.values(
            wanted.map(([id]) => id),
            checkpoint,
          );
    return new Map([...plan].map(([id, spec]) => [id, this.#storageOf(id, spec, data.get(id))]));
  }

  #storageOf(id: string, spec: StorageSpec, data: FloatTensor | undefined): TensorStorage {
    const key = keyOf(id, spec);
    const [shape, channelAxes] = dataShape(id, this.#graph);
    const storage =
      this.#settled.get(key) ??
      (data === undefined ? storageOutline(spec, shape, channelAxes) : storageFor(spec, data, channelAxes));
    this.#settled.delete(key);
    this.#settled.set(key, storage);
    const [oldest] = this.#settled.keys();
    if (this.#settled.size > MOST_SETTLED && oldest !== undefined) this.#settled.delete(oldest);
    return storage;
  }
}

const NO_DATA: ReadonlyMap<string, FloatTensor> = new Map();

const keyOf = (id: string, spec: StorageSpec): string => `${id}=${spec.text}`;
