/** Engine results as the page gets them: plain data, big arrays in buffers that are handed over. */
import type { ComparedTensor, PlayedThumbnail } from '#engine/runtime/played.ts';
import type { Program } from '#engine/runtime/program.ts';
import { importedStorage } from '#engine/scene/importedStorage.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import type { PlayedScene } from '#engine/scene/playScene.ts';
import type { TensorWords } from '#engine/scene/tensorWords.ts';
import { pictureShape } from '#engine/scene/testPatterns.ts';
import { decodingOf } from '#engine/storage/readWords.ts';
import type { BackendReport, OpenedModel, SceneReply, TensorReply, Thumbnail, Thumbnails } from './labApi.ts';

/** What is told once, when a model or its data are opened. */
type OpeningFacts = Pick<OpenedModel, 'importSummary' | 'dataset' | 'datasetProblem'>;

const NO_FACTS: OpeningFacts = { importSummary: null, dataset: null, datasetProblem: null };

export function openedReport(
  opened: OpenedFiles,
  program: Pick<Program, 'graph' | 'weightIndex'>,
  backend: BackendReport,
  { importSummary, dataset, datasetProblem }: OpeningFacts = NO_FACTS,
): OpenedModel {
  const { graph } = program;
  const { card, gallery, id } = opened;
  const parameters = Object.values(graph.parameters).reduce((sum, { count }) => sum + count, 0);
  const heldOut = card?.accuracy?.heldOut;
  return {
    card: {
      id: card?.id ?? id.slice(0, 12),
      name: card?.name ?? opened.name ?? 'Model',
      labels: card?.labels ?? null,
      parameters,
      accuracy: heldOut === undefined ? null : heldOut.correct / heldOut.total,
      teaches: card?.teaches ?? '',
      task: card?.task ?? '',
      structure: card?.structure ?? [],
      inputRange: card?.inputRange ?? [0, 1],
      storage: importedStorage(opened, program),
      readyFaults: card?.readyFaults ?? [],
    },
    modelHash: id.slice(0, 12),
    graph,
    gallery:
      gallery === null
        ? null
        : {
            name: gallery.name,
            count: gallery.count,
            shape: gallery.pictureShape ?? pictureShape(gallery.shape),
            labels: gallery.labels,
            pixels: gallery.pixels,
          },
    dataset,
    datasetProblem,
    backend,
    importSummary,
  };
}

export function sceneReport(
  revision: number,
  played: PlayedScene,
  elapsedMs: number,
): { reply: SceneReply; buffers: ArrayBuffer[] } {
  const golden = thumbnails(played.thumbnails, (thumbnail) => thumbnail.golden);
  const faulty = thumbnails(played.thumbnails, (thumbnail) => thumbnail.faulty);
  const reply: SceneReply = {
    revision,
    golden: played.golden,
    faulty: played.faulty,
    verdict: played.verdict,
    observations: played.observations,
    goldenThumbnails: golden,
    faultyThumbnails: faulty,
    faults: played.faults,
    storage: played.storage,
    elapsedMs,
  };
  return { reply, buffers: [golden.buffer.buffer as ArrayBuffer, faulty.buffer.buffer as ArrayBuffer] };
}

/** `words`: those of the tensor's format, null for float32. */
export function tensorReport(
  place: Pick<TensorReply, 'revision' | 'tensor' | 'shape'>,
  { golden, faulty, observation }: Omit<ComparedTensor, 'shape'>,
  words: TensorWords | null,
): { reply: TensorReply; buffers: ArrayBuffer[] } {
  const floats = {
    ...place,
    golden: new Float32Array(golden.buffer),
    faulty: new Float32Array(faulty.buffer),
    observation: { value: place.tensor, ...observation },
  };
  const buffers = [golden.buffer, faulty.buffer] as ArrayBuffer[];
  if (words === null) {
    const plain = { format: 'float32', bits: 32, goldenWords: null, faultyWords: null, decoding: null };
    return { reply: { ...floats, ...plain }, buffers };
  }
  const { storage, golden: goldenWords, faulty: faultyWords } = words;
  const size = place.shape.reduce((product, length) => product * length, 1);
  const decoding = decodingOf(storage, size);
  const reply = { ...floats, format: storage.text, bits: decoding.width, goldenWords, faultyWords, decoding };
  return {
    reply,
    buffers: [...buffers, goldenWords.buffer as ArrayBuffer, faultyWords.buffer as ArrayBuffer],
  };
}

function thumbnails(
  from: readonly PlayedThumbnail[],
  codesOf: (thumbnail: PlayedThumbnail) => Uint8Array,
): Thumbnails {
  const buffer = new Uint8Array(from.reduce((sum, thumbnail) => sum + codesOf(thumbnail).length, 0));
  let offset = 0;
  const entries = from.map((thumbnail): Thumbnail => {
    const { node, plan, channels, changed } = thumbnail;
    const codes = codesOf(thumbnail);
    buffer.set(codes, offset);
    const entry = {
      node,
      layout: plan.layout,
      width: Math.ceil(plan.width / plan.block),
      height: Math.ceil(plan.height / plan.block),
      channels,
      changed,
      channelCount: plan.channels,
      lo: plan.lo,
      hi: plan.hi,
      offset,
    };
    offset += codes.length;
    return entry;
  });
  return { buffer, entries };
}
