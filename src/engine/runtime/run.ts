/**
 * One run of a program, golden or faulty. Values are computed when asked for and kept within a byte budget; what was
 * dropped is recomputed from the nearest values still there. A faulty run computes only what its faults can reach and
 * takes the rest from the golden run. Golden tensors are never written. The strict kernels are used exactly for steps
 * that read a non-finite element (on host memory; WebGPU is always strict).
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ParameterId, ValueId } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';
import type { StorageFacts } from '../storage/storeWords.ts';
import { sameStorage } from '../storage/tensorStorage.ts';
import { type Corruption, NO_CORRUPTION } from './corruption.ts';
import type { Device, Probe } from './device.ts';
import { Holds } from './holds.ts';
import { strictly, strictlyAsync } from './host/strictKernels.ts';
import { Imprint } from './imprint.ts';
import { type NeededSteps, neededSteps } from './neededSteps.ts';
import type { Program, Step } from './program.ts';
import { everything, inputKey, type Reach, reachOf, reachOfFaults } from './reach.ts';
import { ValueCache } from './valueCache.ts';

/** Called between steps; throws to cancel, awaits to let messages in. */
export type Checkpoint = () => Promise<void> | void;

export interface RunOptions {
  readonly budgetBytes: number;
  readonly checkpoint?: Checkpoint;
  /** Is asked for the corruption's witnesses, `before:<id>` and `after:<id>`, as the faults are applied. */
  readonly witness?: Probe | null;
}

type Tensors = readonly (Tensor | null)[];

export class Run {
  readonly #program: Program;
  readonly #device: Device;
  readonly #base: Run | null;
  readonly #corruption: Corruption;
  readonly #cache: ValueCache;
  readonly #producer: ReadonlyMap<ValueId, Step>;
  /** What this run computes itself. */
  readonly #own: Reach;
  readonly #imprint: Imprint;
  readonly #parameters = new Map<ParameterId, Tensor>();
  #merged: ReadonlyMap<ParameterId, Tensor> | null = null;
  readonly #finite = new Map<string, boolean | null>();
  checkpoint: Checkpoint;

  private constructor(
    program: Program,
    device: Device,
    base: Run | null,
    corruption: Corruption,
    options: RunOptions,
  ) {
    this.#program = program;
    this.#device = device;
    this.#base = base;
    this.#corruption = corruption;
    this.#cache = new ValueCache(options.budgetBytes);
    this.checkpoint = options.checkpoint ?? (() => undefined);
    this.#imprint = new Imprint(device, corruption, options.witness ?? null);
    this.#producer = base === null ? producers(program) : base.#producer;
    this.#own = base === null ? everything(program) : reachOfFaults(program, corruption);
  }

  /**
   * A run from the inputs. `feeds`: one tensor per graph input with batch axis; copied. With faults it is the
   * brute-force reference of a resume. `previous`: a fault-free run of the same inputs under another storage plan; what
   * the difference of the plans does not reach is taken over from it.
   */
  static async full(
    program: Program,
    device: Device,
    feeds: readonly Tensor[],
    options: RunOptions,
    corruption: Corruption = NO_CORRUPTION,
    previous: Run | null = null,
  ): Promise<Run> {
    const run = new Run(program, device, null, corruption, options);
    if (feeds.length !== program.graph.inputs.length) {
      throw new LabError(
        'bad-input',
        `The model takes ${program.graph.inputs.length} inputs, got ${feeds.length}.`,
      );
    }
    try {
      if (previous !== null) run.#takeOver(previous);
      await run.#replaceParameters();
      for (const [i, id] of program.graph.inputs.entries()) {
        // Inputs stay pinned: everything can be recomputed from them.
        run.#cache.put(id, await run.#imprint.finish(id, (feeds[i] as Tensor).clone(), true));
      }
      return run;
    } catch (error) {
      run.dispose();
      throw error;
    }
  }

  /** A run that differs from this one by faults; `storage` must be the same. */
  async faulty(corruption: Corruption, options: RunOptions): Promise<Run> {
    const run = new Run(this.#program, this.#device, this, corruption, options);
    await run.#replaceParameters();
    for (const id of this.#program.graph.inputs) {
      if (run.reaches(id))
        run.#cache.put(
          id,
          await this.with([id], async ([x]) => run.#imprint.finish(id, (x as Tensor).clone(), false)),
        );
    }
    return run;
  }

  /** Values that the faults can reach (all of them in a full run). */
  reaches(id: ValueId): boolean {
    return this.#own.values.has(id);
  }

  /** What storing cost, by tensor: parameters at once, values as soon as they were computed. */
  get storageFacts(): ReadonlyMap<string, StorageFacts> {
    return this.#imprint.facts;
  }

  /** The tensor of a parameter as this run uses it. Owned by the run or the program. */
  parameter(id: ParameterId): Tensor | undefined {
    return this.#parameters.get(id) ?? this.#base?.parameter(id) ?? this.#program.parameters.get(id);
  }

  /** Lends values to `use`; they are alive until it is done. */
  async with<T>(ids: readonly ValueId[], use: (tensors: Tensor[]) => T | Promise<T>): Promise<T> {
    const tensors = await this.#lend(ids);
    try {
      return await use(tensors as Tensor[]);
    } finally {
      this.#release(ids);
    }
  }

  get sizeBytes(): number {
    return this.#cache.sizeBytes;
  }

  dispose(): void {
    this.#cache.dispose();
    for (const tensor of this.#parameters.values()) tensor.dispose();
    this.#parameters.clear();
  }

  /** Values and stored parameters of a run of the same inputs, save what a change of storage reaches. */
  #takeOver(previous: Run): void {
    const [before, now] = [previous.#corruption.storage, this.#corruption.storage];
    const changes = (id: string): boolean => {
      const [old, own] = [before.get(id), now.get(id)];
      return old === undefined || own === undefined ? old !== own : !sameStorage(old, own);
    };
    const { values } = reachOf(this.#program, changes);
    const inputs = new Set(this.#program.graph.inputs);
    this.#cache.share(previous.#cache, (id) => !values.has(id) && !inputs.has(id));
    for (const [id, tensor] of previous.#parameters)
      if (!changes(id)) this.#parameters.set(id, tensor.clone());
    const stays = (id: string): boolean => !changes(id) && !values.has(id);
    for (const [id, facts] of previous.#imprint.facts) if (stays(id)) this.#imprint.facts.set(id, facts);
    for (const [id, finite] of previous.#finite) if (stays(id)) this.#finite.set(id, finite);
  }

  async #replaceParameters(): Promise<void> {
    for (const [id, golden] of this.#program.parameters) {
      if (this.#base === null && this.#imprint.isStored(id) && !this.#parameters.has(id))
        this.#parameters.set(id, await this.#imprint.store(id, golden));
      if (!this.#imprint.isHit(id)) continue;
      const own = this.#parameters.get(id);
      this.#parameters.set(id, await this.#imprint.corrupt(id, this.parameter(id) as Tensor));
      own?.dispose();
    }
  }

  /** Computes what is missing of `ids` and pins them all, here or in the base run. */
  async #lend(ids: readonly ValueId[]): Promise<Tensors> {
    if (ids.length === 1 && this.#cache.has(ids[0] as ValueId))
      return [this.#cache.pin(ids[0] as ValueId) ?? null];
    const needed = this.#missingSteps(ids);
    const held = new Holds(this.#cache);
    try {
      for (const id of needed.sources) held.take(id);
      for (const step of this.#program.steps) {
        if (!needed.steps.has(step)) continue;
        await this.checkpoint();
        for (const id of await this.#runStep(step)) held.add(id);
        for (const id of step.inputs)
          if (needed.readers.get(id)?.delete(step) && needed.readers.get(id)?.size === 0) held.drop(id);
        for (const id of step.outputs) if (!needed.readers.has(id)) held.drop(id);
      }
      return await this.#pinAll(ids);
    } finally {
      held.dropAll();
    }
  }

  async #pinAll(ids: readonly ValueId[]): Promise<Tensors> {
    const tensors: (Tensor | null)[] = [];
    try {
      for (const id of ids) tensors.push(await this.#pin(id));
      return tensors;
    } catch (error) {
      this.#release(ids.slice(0, tensors.length));
      throw error;
    }
  }

  async #pin(id: ValueId): Promise<Tensor | null> {
    if (!this.#own.values.has(id)) return (await (this.#base as Run).#lend([id]))[0] ?? null;
    return this.#cache.pin(id) ?? null;
  }

  #release(ids: readonly ValueId[]): void {
    for (const id of ids) {
      if (this.#own.values.has(id)) this.#cache.unpin(id);
      else (this.#base as Run).#release([id]);
    }
  }

  #missingSteps(ids: readonly ValueId[]): NeededSteps {
    return neededSteps(ids, {
      isCached: (id) => this.#cache.has(id),
      /** Null for values of the base run; they need nothing here. */
      producerOf: (id) => {
        if (this.#own.values.has(id)) return this.#producer.get(id) ?? null;
        if (this.#base !== null) return null;
        throw new LabError('unknown-site', `There is no value ${id} in this model.`, { id });
      },
      reads: (step) => (this.#own.steps.has(step) ? step.inputs : []),
    });
  }

  /** Runs a step and stores its outputs, each pinned once; returns their ids. */
  async #runStep(step: Step): Promise<ValueId[]> {
    const fresh = this.#own.steps.has(step);
    const outputs = fresh
      ? await this.with(step.inputs, (inputs) => this.#apply(step, inputs))
      : await (this.#base as Run).with(step.outputs, (tensors) => tensors.map((x) => x?.clone() ?? null));
    const made: ValueId[] = [];
    for (const [i, id] of step.outputs.entries()) {
      const output = outputs[i] ?? null;
      if (this.#cache.has(id) || !this.#own.values.has(id)) {
        output?.dispose();
        continue;
      }
      this.#cache.put(id, output === null ? null : await this.#imprint.finish(id, output, fresh));
      made.push(id);
    }
    return made;
  }

  async #apply(step: Step, inputs: Tensors): Promise<Tensors> {
    const own: Tensor[] = [];
    const read: (Tensor | null)[] = [];
    try {
      for (const [i, x] of inputs.entries()) {
        const plan = this.#corruption.sites.get(inputKey(step, i));
        if (plan === undefined || x === null) read.push(x);
        else {
          const faulty = await this.#imprint.corrupt(inputKey(step, i), x);
          own.push(faulty);
          read.push(faulty);
        }
      }
      const isStrict = (): boolean =>
        read.some(
          (x, i) => !this.#isFinite(own.includes(x as Tensor) ? null : (step.inputs[i] as ValueId), x),
        ) || step.parameters.some((id) => !this.#isFinite(id, this.parameter(id) ?? null));
      if (step.runAsync !== undefined)
        return await strictlyAsync(
          isStrict(),
          async () => (await step.runAsync?.(read, this.#replaced())) ?? [],
        );
      return strictly(isStrict, () => step.run(read, this.#replaced()));
    } finally {
      for (const x of own) x.dispose();
    }
  }

  #replaced(): ReadonlyMap<ParameterId, Tensor> {
    if (this.#base === null) return this.#parameters;
    if (this.#parameters.size === 0) return this.#base.#replaced();
    this.#merged ??= new Map([...this.#base.#replaced(), ...this.#parameters]);
    return this.#merged;
  }

  /** Whether a tensor is free of NaN and infinity, remembered by id (a value keeps its words for the whole run). */
  #isFinite(id: string | null, x: Tensor | null): boolean {
    if (x === null || x.dtype !== 'float32') return true;
    if (id === null) return this.#device.allFinite(x) ?? false;
    const owner =
      this.#own.values.has(id) || this.#parameters.has(id) || this.#base === null ? this : this.#base;
    const known = owner.#finite.get(id) ?? this.#device.allFinite(x) ?? false;
    owner.#finite.set(id, known);
    return known;
  }
}

function producers(program: Program): Map<ValueId, Step> {
  return new Map(program.steps.flatMap((step) => step.outputs.map((id) => [id, step] as const)));
}
