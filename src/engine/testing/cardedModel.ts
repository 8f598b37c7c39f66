/** A model with a card and a gallery, opened as the lab opens it; no files, so that a page can do it too. */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { ModelGraph, ValueId } from '../graph/modelGraph.ts';
import { type Gallery, galleryItem, type ModelCard } from '../io/modelCard.ts';
import { NO_CORRUPTION } from '../runtime/corruption.ts';
import type { Device } from '../runtime/device.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import type { Program } from '../runtime/program.ts';
import { Run } from '../runtime/run.ts';
import { Calibration } from '../scene/calibration.ts';
import { galleryBatch } from '../scene/galleryBatch.ts';
import { type OpenedFiles, openModel, type ReadFile } from '../scene/openModel.ts';
import type { SettledStorage } from '../scene/prepareFaults.ts';
import { settleScene } from '../scene/prepareScene.ts';
import { StorageSettler } from '../scene/settleStorage.ts';

const BUDGET_BYTES = 2 ** 28;

export interface CardedModel extends OpenedFiles {
  readonly card: ModelCard;
  readonly gallery: Gallery;
  readonly program: Program;
  /** As its card says its tensors are stored; empty for float32. */
  readonly storage: SettledStorage;
}

/** On the current back end, which is `device`. */
export async function openCarded(read: ReadFile, device: Device): Promise<CardedModel> {
  const opened = await openModel(read);
  const { card, gallery } = opened;
  if (card === null || gallery === null) throw new Error('no card or no gallery');
  const program = await loadProgram(opened.files);
  const settler = new StorageSettler(
    program.graph,
    new Calibration(program, device, { count: 1, batch: () => [galleryBatch(gallery, 0, 1)] }),
  );
  const scene = { storage: card.storage ?? [], faults: [] };
  return { ...opened, card, gallery, program, storage: await settleScene(scene, program.graph, settler) };
}

/** The value in front of the final softmax. */
export function logitsValue(graph: ModelGraph): ValueId {
  const node = graph.nodes.find(({ outputs }) => outputs.includes(graph.outputs[0] as string));
  return node?.pre ?? node?.inputs[0] ?? '';
}

/** Logits and probabilities of one gallery picture. */
export async function scoresOf(
  { program, storage, gallery }: CardedModel,
  device: Device,
  item: number,
): Promise<readonly Float32Array[]> {
  const feed = tensor(galleryItem(gallery, item), [1, ...gallery.shape], 'float32');
  const options = { budgetBytes: BUDGET_BYTES };
  const run = await Run.full(program, device, [feed], options, { ...NO_CORRUPTION, storage });
  const { graph } = program;
  const scores = await run.with([logitsValue(graph), graph.outputs[0] as string], (values) =>
    Promise.all(values.map((value: Tensor) => device.words(value))),
  );
  run.dispose();
  feed.dispose();
  return scores.map((words) => new Float32Array(words.buffer, words.byteOffset, words.length));
}

export interface References {
  readonly tolerance: { readonly absolute: number };
  readonly pairs: readonly {
    /** Of the gallery. */
    readonly item: number;
    readonly logits: readonly number[];
    readonly probabilities: readonly number[];
  }[];
}

/** What differs from the framework's answers by more than the tolerance, over the first `most` pairs. */
export async function brokenReferences(
  { tolerance, pairs }: References,
  model: CardedModel,
  device: Device,
  most: number,
): Promise<string[]> {
  const broken: string[] = [];
  for (const { item, logits, probabilities } of pairs.slice(0, most)) {
    const got = await scoresOf(model, device, item);
    for (const [k, wanted] of [logits, probabilities].entries()) {
      const difference = largestDifference(got[k] ?? [], wanted);
      // NaN is a difference, too.
      if (!(difference <= tolerance.absolute))
        broken.push(`${k === 0 ? 'logits' : 'probabilities'} of item ${item} differ by ${difference}`);
    }
  }
  return broken;
}

function largestDifference(got: ArrayLike<number>, wanted: readonly number[]): number {
  if (got.length !== wanted.length) return Number.NaN;
  return Math.max(...wanted.map((value, k) => Math.abs((got[k] as number) - value)));
}
