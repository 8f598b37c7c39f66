/**
 * A model over many labelled pictures, a few at a time: how many it gets right as it is, as stored, and with faults.
 * Each chunk keeps its golden run within a byte budget, so that the next sweep under the same plan computes what the
 * faults reach and nothing else. The same pictures in the same chunks every time.
 */
import { argmax, type Verdict, verdict } from '../campaign/outcome.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { Gallery } from '../io/modelCard.ts';
import { LabError } from '../labError.ts';
import { type Corruption, NO_CORRUPTION } from '../runtime/corruption.ts';
import type { Device } from '../runtime/device.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import type { Program } from '../runtime/program.ts';
import type { Checkpoint } from '../runtime/run.ts';
import type { GalleryAccuracy } from './galleryAccuracy.ts';
import { galleryInputs } from './galleryBatch.ts';

interface Chunk {
  readonly lab: Laboratory;
  readonly first: number;
  readonly count: number;
  /** Whether the pictures are on its bench. */
  ready: boolean;
  /** Right answers of the plain model; null until it was run. */
  plainCorrect: number | null;
}

const BUDGET_BYTES = 384 * 2 ** 20;
/** Most pictures at once. */
const LARGEST_CHUNK = 64;
/** Multiply-accumulates of the first chunk: a fraction of 150 ms on any machine that runs a browser. */
const FIRST_MACS = 1.5e8;

export class GallerySweep {
  readonly #gallery: Gallery;
  readonly #images: GalleryAccuracy['images'];
  readonly #chunks: readonly Chunk[];

  /** Throws LabError `unsupported` for a model that is no classifier of one picture. */
  constructor(program: Program, device: Device, gallery: Gallery, images: GalleryAccuracy['images']) {
    requireClassifier(program.graph);
    this.#gallery = gallery;
    this.#images = images;
    const starts = chunkStarts(gallery.count, program.graph);
    this.#chunks = starts.map((first, k) => ({
      lab: new Laboratory(program, device, BUDGET_BYTES / starts.length),
      first,
      count: (starts[k + 1] ?? gallery.count) - first,
      ready: false,
      plainCorrect: null,
    }));
  }

  get steps(): number {
    return this.#chunks.length;
  }

  nothingYet(): GalleryAccuracy {
    return {
      images: this.#images,
      done: 0,
      total: this.#gallery.count,
      goldenCorrect: 0,
      storedCorrect: 0,
      faultyCorrect: 0,
      verdicts: { DUE: 0, SDC: 0, masked: 0, benign: 0, changed: 0 },
    };
  }

  /** Adds one chunk to what is known. `corruptionFor` binds the faults to so many pictures. */
  async step(
    so: GalleryAccuracy,
    index: number,
    corruptionFor: (batchSize: number) => Corruption,
    checkpoint?: Checkpoint,
  ): Promise<GalleryAccuracy> {
    const chunk = this.#chunks[index] as Chunk;
    const { lab, first, count } = chunk;
    if (!chunk.ready) lab.setInputs(galleryInputs(this.#gallery, lab.program.graph, first, count));
    chunk.ready = true;
    if (chunk.plainCorrect === null) {
      const [plain] = await lab.outputs(NO_CORRUPTION, checkpoint);
      chunk.plainCorrect = this.#correct(rows(plain?.golden, count), first);
    }
    const [answer] = await lab.outputs(corruptionFor(count), checkpoint);
    const stored = rows(answer?.golden, count);
    const faulty = rows(answer?.faulty, count);
    const verdicts: Record<Verdict, number> = { ...so.verdicts };
    stored.forEach((row, k) => {
      verdicts[verdict([row], [faulty[k] as Float32Array], true)]++;
    });
    return {
      ...so,
      done: so.done + count,
      goldenCorrect: so.goldenCorrect + chunk.plainCorrect,
      storedCorrect: so.storedCorrect + this.#correct(stored, first),
      faultyCorrect: so.faultyCorrect + this.#correct(faulty, first),
      verdicts,
    };
  }

  /** Lets go of all golden runs; the program stays. */
  rest(): void {
    for (const { lab } of this.#chunks) lab.rest();
  }

  #correct(answers: readonly Float32Array[], first: number): number {
    return answers.filter((scores, k) => argmax(scores) === this.#gallery.labels[first + k]).length;
  }
}

/** One array per picture. */
function rows(values: Float32Array = new Float32Array(0), count: number): Float32Array[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, k) => values.subarray(k * size, (k + 1) * size));
}

/** Few pictures first, then more. */
function chunkStarts(count: number, graph: ModelGraph): number[] {
  const macs = graph.nodes.reduce((sum, node) => sum + (node.macs ?? 0), 1);
  const few = Math.min(Math.max(Math.floor(FIRST_MACS / macs), 1), LARGEST_CHUNK / 4);
  const starts = [0];
  for (let first = few; first < count; first += 4 * few) starts.push(first);
  return starts;
}

function requireClassifier(graph: ModelGraph): void {
  const [output, ...others] = graph.outputs.map((id) => graph.values[id]?.shape ?? []);
  if (graph.inputs.length === 1 && others.length === 0 && output?.length === 2) return;
  throw new LabError(
    'unsupported',
    `Accuracy needs one picture in and one vector of scores out; this model has ${graph.inputs.length} inputs and ${graph.outputs.length} outputs.`,
  );
}
