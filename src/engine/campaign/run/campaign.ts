/**
 * A campaign set up: the plan bound to a model on a back end and to inputs, with the golden answer of every image. Golden
 * runs are made for as many images at once as the budget holds; the rest of the campaign reads them from here.
 */

import type { Fault } from '../../faults/fault.ts';
import { planSites } from '../../faults/sitePlan.ts';
import { LabError } from '../../labError.ts';
import { type Corruption, NO_CORRUPTION } from '../../runtime/corruption.ts';
import type { Device } from '../../runtime/device.ts';
import { installSparseKernels } from '../../runtime/host/sparseKernels.ts';
import type { InputTensor } from '../../runtime/played.ts';
import type { Program } from '../../runtime/program.ts';
import { Run } from '../../runtime/run.ts';
import { type BoundPlan, bindPlan, type TensorFacts } from '../plan/bindPlan.ts';
import type { Plan } from '../plan/planDocument.ts';
import { asFault, type Trial } from '../plan/trial.ts';
import { type Assessment, type GoldenAnswer, goldenAnswer, scoreKind } from './goldenAnswer.ts';
import { storedFormatOf } from './storedFormatOf.ts';
import { readFacts } from './tensorFacts.ts';

/** A tensor of the back end. */
export type Tensor = Parameters<Device['words']>[0];

export interface CampaignInputs {
  /** One per graph input; the batch axis counts the images. */
  readonly tensors: readonly InputTensor[];
  /** Class of each image, null where it is not known. */
  readonly labels: readonly (number | null)[];
}

export interface CampaignPlace {
  readonly program: Program;
  readonly device: Device;
  readonly inputs: CampaignInputs;
  /** Formats of stored tensors, golden and faulty alike. */
  readonly storage: Corruption['storage'];
  /** Binds given fault strings; needed by plans with a list. `batchSize`: images on the bench. */
  readonly prepare: (texts: readonly string[], batchSize: number) => Corruption;
  /** Bytes that golden and faulty values may take together. */
  readonly budgetBytes: number;
}

export class Campaign {
  readonly place: CampaignPlace;
  readonly bound: BoundPlan;
  readonly assessment: Assessment;
  /** By place in the bound images. */
  readonly golden: readonly GoldenAnswer[];
  /** Images whose golden values fit into the budget at once. */
  readonly imagesAtOnce: number;
  /** Images of which single golden values are kept together. */
  readonly imagesInStacks: number;

  private constructor(
    place: CampaignPlace,
    bound: BoundPlan,
    assessment: Assessment,
    golden: readonly GoldenAnswer[],
    imagesAtOnce: number,
  ) {
    this.place = place;
    this.bound = bound;
    this.assessment = assessment;
    this.golden = golden;
    this.imagesAtOnce = imagesAtOnce;
    this.imagesInStacks = Math.max(1, Math.floor(place.budgetBytes / 4 / largestValue(place.program)));
  }

  /** Runs the golden inferences. Throws LabError for a plan that does not fit the model or the inputs. */
  static async open(plan: Plan, place: CampaignPlace): Promise<Campaign> {
    const { program, inputs, device } = place;
    if (device.name === 'wasm') installSparseKernels();
    const wanted = chosenImages(plan.inputs.images, inputs.labels.length);
    const imagesAtOnce = Math.max(1, Math.floor(place.budgetBytes / 2 / bytesPerImage(program)));
    const outputs = await goldenOutputs(place, wanted, imagesAtOnce);
    const assessment = assessmentOf(plan, program, outputs);
    const answers = wanted.map((image, k) => ({
      image,
      answer: goldenAnswer(outputs[k] as readonly Float32Array[], inputs.labels[image] ?? null, assessment),
    }));
    if (plan.inputs.only === 'golden-correct' && answers.some(({ answer }) => answer.label === null))
      throw new LabError(
        'bad-argument',
        'inputs.only: "golden-correct" needs labels; these inputs have none.',
      );
    const kept = answers.filter(({ answer }) => plan.inputs.only === 'all' || answer.top === answer.label);
    const images = kept.map(({ image }) => image);
    const formatOf = storedFormatOf(place.storage, program.graph);
    const surroundings = { graph: program.graph, images, formatOf };
    const facts = await factsFor(plan, place, images);
    const bound = bindPlan(plan, facts === null ? surroundings : { ...surroundings, facts });
    return new Campaign(
      place,
      bound,
      assessment,
      kept.map(({ answer }) => answer),
      imagesAtOnce,
    );
  }

  /** A golden run of these images (places in the bound images); the caller disposes it. */
  goldenRun(images: readonly number[]): Promise<Run> {
    return goldenRun(
      this.place,
      images.map((place) => this.bound.images[place] as number),
    );
  }

  /** What a trial changes, on a bench of so many images. */
  corruptionOf(trial: Trial, batchSize: number): Corruption {
    const { storage, prepare } = this.place;
    if (trial.stratum === -1) {
      const { sites, readAs } = prepare([trial.text], batchSize);
      return { storage, sites, readAs, witnesses: new Map() };
    }
    const byTensor = new Map<string, Fault[]>();
    for (const fault of trial.faults) {
      const own = byTensor.get(fault.tensor.id);
      if (own === undefined) byTensor.set(fault.tensor.id, [asFault(fault)]);
      else own.push(asFault(fault));
    }
    const tensors = new Map(trial.faults.map(({ tensor }) => [tensor.id, tensor]));
    const sites = new Map(
      [...byTensor].map(([id, faults]) => {
        const { shape, format, isValue } = tensors.get(id) as Trial['faults'][number]['tensor'];
        return [id, planSites(faults, { where: id, shape, format, batchSize: isValue ? batchSize : null })];
      }),
    );
    return { storage, sites, readAs: new Map(), witnesses: new Map() };
  }
}

/** Outputs of a run, by output and image. */
export async function outputsOf(run: Run, { program, device }: CampaignPlace): Promise<Float32Array[][]> {
  const byOutput: Float32Array[][] = [];
  for (const id of program.graph.outputs) {
    byOutput.push(
      await run.with([id], async ([x]) => {
        const { shape } = x as Tensor;
        const values = new Float32Array((await device.words(x as Tensor)).buffer);
        const images = shape[0] ?? 1;
        const size = values.length / images;
        return Array.from({ length: images }, (_, image) =>
          values.subarray(image * size, (image + 1) * size),
        );
      }),
    );
  }
  const images = byOutput[0]?.length ?? 0;
  return Array.from({ length: images }, (_, image) =>
    byOutput.map((output) => output[image] as Float32Array),
  );
}

async function goldenRun(
  { program, device, inputs, storage, budgetBytes }: CampaignPlace,
  images: readonly number[],
): Promise<Run> {
  const feeds = inputs.tensors.map((input) => feedOf(device, input, images));
  try {
    return await Run.full(
      program,
      device,
      feeds,
      { budgetBytes: budgetBytes / 2 },
      { ...NO_CORRUPTION, storage },
    );
  } finally {
    for (const feed of feeds) feed.dispose();
  }
}

/** The chosen images of an input, in that order. */
export function feedOf(device: Device, { shape, values }: InputTensor, images: readonly number[]): Tensor {
  const size = shape.slice(1).reduce((product, axis) => product * axis, 1);
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const chosen = new Uint32Array(images.length * size);
  images.forEach((image, k) => {
    chosen.set(words.subarray(image * size, (image + 1) * size), k * size);
  });
  return device.upload(chosen, [images.length, ...shape.slice(1)]);
}

async function goldenOutputs(
  place: CampaignPlace,
  images: readonly number[],
  atOnce: number,
): Promise<Float32Array[][]> {
  const all: Float32Array[][] = [];
  for (let first = 0; first < images.length; first += atOnce) {
    const run = await goldenRun(place, images.slice(first, first + atOnce));
    try {
      all.push(...(await outputsOf(run, place)));
    } finally {
      run.dispose();
    }
  }
  return all;
}

/** As playScene judges: one vector of at least two scores has classes. */
function assessmentOf(plan: Plan, { graph }: Program, outputs: readonly Float32Array[][]): Assessment {
  const shape = graph.values[graph.outputs[0] ?? '']?.shape ?? [];
  const classes = graph.outputs.length === 1 && shape.length === 2 && (shape[1] ?? 0) > 1;
  const shares = outputs.every(([first]) => scoreKind(first as Float32Array) === 'shares');
  return { classes, scores: shares ? 'shares' : 'logits', bands: plan.bands };
}

function chosenImages(chosen: Plan['inputs']['images'], there: number): number[] {
  const wrong = (image: number) =>
    new LabError(
      'bad-argument',
      `inputs.images: there is no image ${image}; the inputs have 0 to ${there - 1}.`,
      {
        got: image,
        wanted: there - 1,
      },
    );
  if (chosen === undefined) return Array.from({ length: there }, (_, image) => image);
  if (typeof chosen !== 'string') {
    for (const image of chosen) if (image >= there) throw wrong(image);
    return [...new Set(chosen)];
  }
  const [from, to] = chosen.split(':').map(Number) as [number, number];
  if (to > there) throw wrong(to - 1);
  return Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
}

const bytesPerImage = (program: Program): number => valueBytes(program).reduce((sum, size) => sum + size, 0);

const largestValue = (program: Program): number =>
  valueBytes(program).reduce((most, size) => Math.max(most, size), 1);

/** Of one image, by value. */
function valueBytes({ graph }: Program): number[] {
  return Object.values(graph.values).map(({ shape }) =>
    shape.slice(1).reduce<number>((product, axis) => product * (axis ?? 1), 4),
  );
}

async function factsFor(
  plan: Plan,
  place: CampaignPlace,
  images: readonly number[],
): Promise<TensorFacts | null> {
  const { fault, sampling } = plan;
  const drawsFrom = (fault.kind === 'random' && fault.draw !== 'unit') || fault.kind === 'noise';
  const aware = sampling.kind === 'stratified' && sampling.allocation === 'data-aware';
  const random = fault.kind === 'random' || fault.kind === 'noise';
  if (!drawsFrom && !aware && !random) return null;
  const run = await goldenRun(place, images);
  try {
    return await readFacts(plan, place, run);
  } finally {
    run.dispose();
  }
}
