/**
 * The golden run of the inputs on the bench, and what was read of it. Where a scene's faults do not reach, golden and
 * faulty are the same tensor: such a value is looked at once and its reading holds for every scene after.
 */
import type { NodeId, ValueId } from '../graph/modelGraph.ts';
import type { Corruption } from './corruption.ts';
import type { Device, Observation, Readings, ThumbnailReading } from './device.ts';
import type { PlayedThumbnail } from './played.ts';
import type { Program } from './program.ts';
import type { Checkpoint, Run } from './run.ts';
import { domainOf, planThumbnail } from './thumbnail.ts';

export type Plan = PlayedThumbnail['plan'];
export type Plans = ReadonlyMap<NodeId, Plan>;

export const NO_PLANS: Plans = new Map();

export class Golden {
  readonly run: Run;
  readonly storage: Corruption['storage'];
  readonly #observations = new Map<ValueId, Observation>();
  readonly #thumbnails = new Map<NodeId, ThumbnailReading>();
  #plans: Plans | null = null;

  constructor(run: Run, storage: Corruption['storage']) {
    this.run = run;
    this.storage = storage;
  }

  /** How the picture of each node is made, in topological order; found when pictures are first asked for. */
  async plans({ graph }: Program, device: Device, checkpoint: Checkpoint): Promise<Plans> {
    if (this.#plans !== null) return this.#plans;
    const probe = device.probe();
    const shapes = new Map<NodeId, readonly number[]>();
    try {
      for (const { id, node, dtype } of Object.values(graph.values)) {
        if (!isPrimary(id) || dtype !== 'float32') continue;
        await checkpoint();
        await this.run.with([id], ([x]) => {
          if (x === undefined) return;
          probe.range(node, x);
          shapes.set(node, x.shape);
        });
      }
      const { ranges } = await probe.read();
      this.#plans = new Map(
        [...ranges].map(([node, range]) => {
          const { lo, hi } = domainOf(range);
          return [node, planThumbnail(shapes.get(node) as readonly number[], lo, hi)];
        }),
      );
      return this.#plans;
    } finally {
      probe.drop();
    }
  }

  /** Nothing has to be asked of this value while no fault reaches it. */
  knows(id: ValueId, pictured: NodeId | null): boolean {
    return this.#observations.has(id) && (pictured === null || this.#thumbnails.has(pictured));
  }

  /** Keeps what `readings` says of a value that no fault reached. */
  keep(id: ValueId, node: NodeId, { observations, thumbnails }: Readings): void {
    const observation = observations.get(id);
    const picture = isPrimary(id) ? thumbnails.get(node) : undefined;
    if (observation !== undefined) this.#observations.set(id, observation);
    if (picture !== undefined) this.#thumbnails.set(node, picture);
  }

  observation(id: ValueId): Observation | undefined {
    return this.#observations.get(id);
  }

  thumbnail(node: NodeId): ThumbnailReading | undefined {
    return this.#thumbnails.get(node);
  }
}

/** The value that stands for its node: the first output. */
export const isPrimary = (id: ValueId): boolean => id.endsWith('/output');
