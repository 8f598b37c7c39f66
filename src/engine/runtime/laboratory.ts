/**
 * One open model at work: the golden run of the inputs on the bench, and for every scene the faulty run, compared
 * value by value where the tensors are. Playing the same scene twice gives the same answer. After a scene nothing of
 * it is left but the answer; only the golden run stays (until inputs or storage change).
 */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { ValueId } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';
import { sameStorages } from '../storage/tensorStorage.ts';
import { askDifference, askWhole } from './comparable.ts';
import { type Corruption, isFaultFree, NO_CORRUPTION } from './corruption.ts';
import type { Device, Observation, Probe, Readings } from './device.ts';
import { Golden, isPrimary, NO_PLANS } from './golden.ts';
import type { ComparedTensor, InputTensor, Played, PlayedOutput, SiteWords } from './played.ts';
import type { Program } from './program.ts';
import { type Checkpoint, Run } from './run.ts';

/** Default budget of cached values, golden and faulty each take half. */
export const DEFAULT_BUDGET_BYTES = 512 * 2 ** 20;

type Shape = readonly number[];
/** Golden and faulty. */
type OutputShapes = ReadonlyMap<ValueId, readonly [Shape, Shape]>;

export class Laboratory {
  readonly program: Program;
  readonly device: Device;
  readonly #budgetBytes: number;
  #inputs: readonly InputTensor[] | null = null;
  #golden: Golden | null = null;

  constructor(program: Program, device: Device, budgetBytes: number = DEFAULT_BUDGET_BYTES) {
    this.program = program;
    this.device = device;
    this.#budgetBytes = budgetBytes;
  }

  /** Puts inputs on the bench; the golden run is made at the next question. One tensor per graph input. */
  setInputs(inputs: readonly InputTensor[]): void {
    this.#forget();
    this.#inputs = inputs;
  }

  /** What is on the bench; none before `setInputs`. */
  get inputs(): readonly InputTensor[] {
    return this.#inputs ?? [];
  }

  /** Runs the scene. `pictures` asks for thumbnails, which need batch item 0 only. */
  async play(
    corruption: Corruption,
    pictures: boolean,
    checkpoint: Checkpoint = () => undefined,
  ): Promise<Played> {
    const golden = await this.#goldenFor(corruption, checkpoint);
    const { graph } = this.program;
    const plans = pictures ? await golden.plans(this.program, this.device, checkpoint) : NO_PLANS;
    const probe = this.device.probe();
    let faulty = golden.run;
    try {
      faulty = await this.#faultyRun(golden, corruption, checkpoint, probe);
      const values = Object.values(graph.values).filter((value) => value.dtype === 'float32');
      const isStill = (id: ValueId): boolean => faulty === golden.run || !faulty.reaches(id);
      for (const { id, node } of values) {
        await checkpoint();
        const plan = isPrimary(id) ? plans.get(node) : undefined;
        if (isStill(id) && golden.knows(id, plan === undefined ? null : node)) continue;
        const picture = plan === undefined ? null : { key: node, plan };
        await golden.run.with([id], ([g]) =>
          faulty.with([id], ([f]) => askDifference(probe, id, g as Tensor, f as Tensor, picture)),
        );
      }
      const shapes = await this.#askOutputs(probe, golden.run, faulty);
      const readings = await probe.read();
      for (const { id, node } of values) if (isStill(id)) golden.keep(id, node, readings);
      return {
        outputs: readOutputs(shapes, readings),
        observations: values.map(({ id }) => ({
          value: id,
          ...((readings.observations.get(id) ?? golden.observation(id)) as Observation),
        })),
        thumbnails: [...plans].flatMap(([node, plan]) => {
          const picture = readings.thumbnails.get(node) ?? golden.thumbnail(node);
          return picture === undefined ? [] : [{ node, plan, ...picture }];
        }),
        sites: siteWords(corruption, readings),
        storage: golden.run.storageFacts,
      };
    } finally {
      probe.drop();
      if (faulty !== golden.run) faulty.dispose();
    }
  }

  /** The outputs alone, golden and faulty: what a sweep over many pictures needs. */
  async outputs(
    corruption: Corruption,
    checkpoint: Checkpoint = () => undefined,
  ): Promise<readonly PlayedOutput[]> {
    const golden = await this.#goldenFor(corruption, checkpoint);
    const probe = this.device.probe();
    let faulty = golden.run;
    try {
      faulty = await this.#faultyRun(golden, corruption, checkpoint, null);
      const shapes = await this.#askOutputs(probe, golden.run, faulty);
      return readOutputs(shapes, await probe.read());
    } finally {
      probe.drop();
      if (faulty !== golden.run) faulty.dispose();
    }
  }

  /** One value or parameter, golden and faulty, whole. */
  async tensor(
    id: string,
    corruption: Corruption,
    checkpoint: Checkpoint = () => undefined,
  ): Promise<ComparedTensor> {
    const golden = await this.#goldenFor(corruption, checkpoint);
    const faulty = await this.#faultyRun(golden, corruption, checkpoint, null);
    try {
      if (id in this.program.graph.parameters) {
        return await this.#compare(golden.run.parameter(id) as Tensor, faulty.parameter(id) as Tensor);
      }
      return await golden.run.with([id], ([g]) =>
        faulty.with([id], ([f]) => this.#compare(g as Tensor, f as Tensor)),
      );
    } finally {
      if (faulty !== golden.run) faulty.dispose();
    }
  }

  /** Least and greatest finite weight of the model as it is given; both 0 where there is none. */
  async weightRange(): Promise<{ readonly min: number; readonly max: number }> {
    const probe = this.device.probe();
    try {
      for (const [id, x] of this.program.parameters) if (x.dtype === 'float32') probe.range(id, x);
      const ranges = [...(await probe.read()).ranges.values()];
      return {
        min: Math.min(0, ...ranges.map(({ min }) => min)),
        max: Math.max(0, ...ranges.map(({ max }) => max)),
      };
    } finally {
      probe.drop();
    }
  }

  /** Lets go of the golden run; it is made again when it is needed. */
  rest(): void {
    this.#forget();
  }

  dispose(): void {
    this.#forget();
    this.program.dispose();
  }

  async #askOutputs(probe: Probe, golden: Run, faulty: Run): Promise<OutputShapes> {
    const shapes = new Map<ValueId, readonly [Shape, Shape]>();
    for (const id of this.program.graph.outputs) {
      const ask = async (side: 'golden' | 'faulty', run: Run): Promise<Shape> =>
        run.with([id], ([x]) => {
          askWhole(probe, `${side}:${id}`, x as Tensor);
          return (x as Tensor).shape;
        });
      shapes.set(id, [await ask('golden', golden), await ask('faulty', faulty)]);
    }
    return shapes;
  }

  #forget(): void {
    this.#golden?.run.dispose();
    this.#golden = null;
  }

  async #compare(g: Tensor, f: Tensor): Promise<ComparedTensor> {
    const probe = this.device.probe();
    probe.whole('golden', g);
    probe.whole('faulty', f);
    askDifference(probe, 'both', g, f, null);
    const { words, observations } = await probe.read();
    return {
      shape: g.shape,
      golden: words.get('golden') as Uint32Array,
      faulty: words.get('faulty') as Uint32Array,
      observation: observations.get('both') as Observation,
    };
  }

  async #faultyRun(
    golden: Golden,
    corruption: Corruption,
    checkpoint: Checkpoint,
    witness: Probe | null,
  ): Promise<Run> {
    if (isFaultFree(corruption)) return golden.run;
    return golden.run.faulty(corruption, { budgetBytes: this.#budgetBytes / 2, checkpoint, witness });
  }

  async #goldenFor(corruption: Corruption, checkpoint: Checkpoint): Promise<Golden> {
    if (this.#golden !== null && sameStorages(this.#golden.storage, corruption.storage)) {
      this.#golden.run.checkpoint = checkpoint;
      return this.#golden;
    }
    if (this.#inputs === null) throw new LabError('bad-input', 'There is no input on the bench yet.');
    const previous = this.#golden?.run ?? null;
    const feeds = this.#inputs.map(({ values, shape }) => tensor(values.slice(), [...shape], 'float32'));
    try {
      const run = await Run.full(
        this.program,
        this.device,
        feeds,
        { budgetBytes: this.#budgetBytes / 2, checkpoint },
        {
          ...NO_CORRUPTION,
          storage: corruption.storage,
        },
        previous,
      );
      this.#forget();
      this.#golden = new Golden(run, corruption.storage);
      return this.#golden;
    } finally {
      for (const feed of feeds) feed.dispose();
    }
  }
}

function readOutputs(shapes: OutputShapes, readings: Readings): readonly PlayedOutput[] {
  return [...shapes].map(([value, [shape, faultyShape]]) => ({
    value,
    shape,
    faultyShape,
    golden: floats(readings, `golden:${value}`),
    faulty: floats(readings, `faulty:${value}`),
  }));
}

function floats(readings: Readings, key: string): Float32Array {
  return new Float32Array((readings.words.get(key) as Uint32Array).buffer);
}

function siteWords(corruption: Corruption, readings: Readings): Map<string, SiteWords> {
  return new Map(
    [...corruption.witnesses.keys()].flatMap((id) => {
      const before = readings.words.get(`before:${id}`);
      const after = readings.words.get(`after:${id}`);
      return before === undefined || after === undefined ? [] : [[id, { before, after }] as const];
    }),
  );
}
