/**
 * What the plain model's tensors hold over calibration pictures: the data that ranges are fitted to. Float32
 * throughout, whatever the storage plan says, so that the range of one tensor does not depend on another entry.
 */
import type { FloatTensor } from '../quantizers/quantizer.ts';
import { NO_CORRUPTION } from '../runtime/corruption.ts';
import type { Device } from '../runtime/device.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import type { InputTensor } from '../runtime/played.ts';
import type { Program } from '../runtime/program.ts';
import type { Checkpoint } from '../runtime/run.ts';

export interface CalibrationInputs {
  /** Pictures in all. */
  readonly count: number;
  /** One tensor per graph input, with batch axis. */
  batch(first: number, count: number): readonly InputTensor[];
}

/** Most elements of one tensor that are looked at: 64 MB. Of large tensors the first pictures are taken. */
const MOST_ELEMENTS = 2 ** 24;
/** Bytes of values that are kept for the next question. */
const KEPT_BYTES = 128 * 2 ** 20;
const PICTURES_AT_ONCE = 20;

export class Calibration {
  readonly #lab: Laboratory;
  readonly #inputs: CalibrationInputs;
  /** Least recently asked for first. */
  readonly #kept = new Map<string, FloatTensor>();

  constructor(program: Program, device: Device, inputs: CalibrationInputs) {
    this.#lab = new Laboratory(program, device);
    this.#inputs = inputs;
  }

  /** Parameters as they are, values over the pictures: the shape begins with the number of pictures looked at. */
  async values(
    ids: readonly string[],
    checkpoint: Checkpoint = () => undefined,
  ): Promise<ReadonlyMap<string, FloatTensor>> {
    const missing = ids.filter((id) => !this.#kept.has(id));
    const found = new Map(ids.flatMap((id) => (this.#kept.has(id) ? [[id, this.#take(id)] as const] : [])));
    if (missing.length > 0)
      for (const [id, tensor] of await this.#collect(missing, checkpoint)) found.set(id, tensor);
    for (const [id, tensor] of found) this.#keep(id, tensor);
    return found;
  }

  async #collect(ids: readonly string[], checkpoint: Checkpoint): Promise<Map<string, FloatTensor>> {
    const parts = new Map(ids.map((id) => [id, [] as { values: Float32Array; shape: readonly number[] }[]]));
    const { parameters } = this.#lab.program.graph;
    try {
      for (let first = 0; first < this.#inputs.count; first += PICTURES_AT_ONCE) {
        const count = Math.min(PICTURES_AT_ONCE, this.#inputs.count - first);
        const open = ids.filter((id) => {
          const [one, ...more] = parts.get(id) ?? [];
          if (one === undefined) return true;
          return id in parameters ? false : one.values.length * (more.length + 2) <= MOST_ELEMENTS;
        });
        if (open.length === 0) break;
        this.#lab.setInputs(this.#inputs.batch(first, count));
        for (const id of open) {
          const { golden, shape } = await this.#lab.tensor(id, NO_CORRUPTION, checkpoint);
          parts.get(id)?.push({ values: new Float32Array(golden.buffer), shape });
        }
      }
    } finally {
      this.#lab.rest();
    }
    return new Map([...parts].map(([id, pieces]) => [id, joined(pieces, id in parameters)]));
  }

  #take(id: string): FloatTensor {
    const tensor = this.#kept.get(id) as FloatTensor;
    this.#kept.delete(id);
    return tensor;
  }

  #keep(id: string, tensor: FloatTensor): void {
    this.#kept.set(id, tensor);
    let sizeBytes = 0;
    for (const { values } of this.#kept.values()) sizeBytes += values.byteLength;
    for (const [oldest, { values }] of this.#kept) {
      if (sizeBytes <= KEPT_BYTES) return;
      sizeBytes -= values.byteLength;
      this.#kept.delete(oldest);
    }
  }
}

function joined(pieces: readonly FloatTensor[], isParameter: boolean): FloatTensor {
  const [one, ...more] = pieces;
  if (one === undefined) return { values: new Float32Array(0), shape: [0] };
  if (isParameter || more.length === 0) return one;
  const values = new Float32Array(pieces.reduce((sum, piece) => sum + piece.values.length, 0));
  let offset = 0;
  let pictures = 0;
  for (const piece of pieces) {
    values.set(piece.values, offset);
    offset += piece.values.length;
    pictures += piece.shape[0] ?? 1;
  }
  return { values, shape: [pictures, ...one.shape.slice(1)] };
}
