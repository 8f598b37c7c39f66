/**
 * What crosses between the page and the lab worker. The worker is a pure function of the scene: the same scene gives
 * the same reply; a reply carries the scene's revision, and the page drops stale ones. Buffers are transferred.
 */
import type { Verdict } from '#engine/campaign/outcome.ts';
import type { WordDecoding } from '#engine/formats/wordDecoding.ts';
import type { ModelGraph, NodeId, ValueId } from '#engine/graph/modelGraph.ts';
import type { Observation } from '#engine/runtime/device.ts';
import type { FaultReport } from '#engine/scene/faultReport.ts';
import type { FlipOutcome, FlipQuestion } from '#engine/scene/flipOutcomes.ts';
import type { GalleryAccuracy } from '#engine/scene/galleryAccuracy.ts';
import type { ImportSummary } from '#engine/scene/importSummary.ts';
import type { OutputReport } from '#engine/scene/playScene.ts';
import type { TensorHistogram } from '#engine/scene/tensorHistogram.ts';
import type { StorageReport } from '#engine/storage/storageReport.ts';

export type {
  FaultReport,
  FlipOutcome,
  FlipQuestion,
  GalleryAccuracy,
  ImportSummary,
  OutputReport,
  StorageReport,
  TensorHistogram,
  WordDecoding,
};

export type BackendName = 'wasm' | 'webgpu' | 'cpu';
export type BackendChoice = 'auto' | BackendName;

export interface BackendReport {
  readonly name: BackendName;
  /** GPU adapter, e.g. `nvidia ampere`; null on wasm and cpu. */
  readonly adapter: string | null;
  /** Why this back end: one plain sentence. */
  readonly reason: string;
  readonly tfjsVersion: string;
  readonly flags: Readonly<Record<string, string | number | boolean>>;
}

/** A file of a person's own; a path where it came out of a folder. */
export interface OwnFile {
  readonly path: string;
  readonly content: Blob;
}

/** Data of a person's own in place of a model's gallery, or tensors that are made. */
export interface DatasetSource {
  /** First 12 hex digits of the content's hash; `made` for tensors that are made. */
  readonly id: string;
  readonly name: string;
  /** None where tensors are made. */
  readonly files: readonly OwnFile[];
  /** How they become inputs (docs/own-data.md): `crop(0.875),imagenet`, `uniform(0,1)`. */
  readonly recipe: string;
}

/** A dataset as it stands for the open model. */
export interface DatasetReport {
  readonly id: string;
  readonly name: string;
  readonly recognised: string;
  readonly kind: 'pictures' | 'numbers' | 'made';
  /** Canonical. */
  readonly recipe: string;
  /** One plain sentence each: what was chosen, changed or left out. */
  readonly notes: readonly string[];
}

/** Where a model comes from. */
export interface ModelSource {
  /** Folder of the model relative to the page, e.g. `models/lenet5/`. */
  readonly modelUrl: string;
  /** Instead of a folder: the files that a person gave, and what they call them. */
  readonly own?: { readonly name: string; readonly files: readonly OwnFile[] };
  /** In place of the model's own gallery. */
  readonly dataset?: DatasetSource;
}

export interface OpenRequest extends ModelSource {
  readonly backend: BackendChoice;
  /** What `auto` chose last time for this model on this device (the page keeps it); saves the measurement. */
  readonly remembered?: { readonly name: BackendName; readonly adapter: string | null } | null;
  /** Why `backend` is forced, if not by the address: one plain sentence. */
  readonly why?: string;
}

/** A scene worth starting from: what it shows and what comes of it. */
export interface ReadyFault {
  readonly verdict: Verdict;
  readonly title: string;
  /** One plain sentence. */
  readonly why: string;
  /** Item of the gallery. */
  readonly input: number;
  readonly faults: readonly string[];
  readonly storage: readonly string[];
}

export interface ModelCard {
  readonly id: string;
  readonly name: string;
  readonly labels: readonly string[] | null;
  readonly parameters: number;
  /** Held-out accuracy 0..1, null if unknown. */
  readonly accuracy: number | null;
  readonly teaches: string;
  readonly task: string;
  /** Layer by layer, in words. */
  readonly structure: readonly string[];
  /** What levels 0 and 255 of a picture become at the model's input. */
  readonly inputRange: readonly [number, number];
  /** The storage plan it was made for: entries for a scene's `storage`. */
  readonly storage: readonly string[];
  readonly readyFaults: readonly ReadyFault[];
}

export interface GalleryReport {
  readonly name: string;
  readonly count: number;
  /** [height, width, channels] */
  readonly shape: readonly number[];
  readonly labels: readonly number[];
  /** All pictures, uint8, count * height * width * channels. */
  readonly pixels: Uint8Array;
}

export interface OpenedModel {
  readonly card: ModelCard;
  /** First 12 hex digits of the model id (DESIGN 4.10). */
  readonly modelHash: string;
  readonly graph: ModelGraph;
  readonly gallery: GalleryReport | null;
  /** Null where the gallery is the model's own. */
  readonly dataset: DatasetReport | null;
  /** Why the dataset that was asked for is not there. */
  readonly datasetProblem: string | null;
  readonly backend: BackendReport;
  /** Of a model of the person's own; null for a bundled one. */
  readonly importSummary: ImportSummary | null;
}

export type SceneInput =
  | { readonly kind: 'gallery'; readonly index: number }
  /** Drawn or opened by the person: inks 0..1, the ends of the model's input range, row-major [h, w, c]. */
  | { readonly kind: 'pixels'; readonly values: Float32Array };

export interface SceneRequest {
  /** Counts up with every change of the scene; the reply repeats it. */
  readonly revision: number;
  readonly input: SceneInput;
  /**
   * Storage plan (DESIGN 3.2, docs/number-formats.md): `conv2d/kernel=quantized_bits(6,0,alpha=1)`. Later entries
   * override earlier ones.
   */
  readonly storage: readonly string[];
  /** Fault strings (DESIGN 3.1), applied in this order. */
  readonly faults: readonly string[];
}

/** Faulty against golden, for one value of one node (DESIGN section 3). */
export interface ObservationReport extends Observation {
  readonly value: ValueId;
}

/**
 * A node's small picture: `tiles` squares or strips of 8-bit codes in one shared buffer. Code 0..250 = round((v - lo) /
 * (hi - lo) * 250) on the golden domain (symmetric domains put zero at 125), 251 = below lo, 252 = above hi, 253 = NaN,
 * 254 = +Inf, 255 = -Inf.
 */
export interface Thumbnail {
  readonly node: NodeId;
  readonly layout: 'image' | 'strip';
  readonly width: number;
  readonly height: number;
  /** Channel shown in each tile; for a strip one tile, channel 0. */
  readonly channels: readonly number[];
  /** Per tile: does any element of this channel differ from golden? */
  readonly changed: readonly boolean[];
  /** Channels that exist in all. */
  readonly channelCount: number;
  /** Golden scale: lo = -hi where golden has negative values, else lo = 0. */
  readonly lo: number;
  readonly hi: number;
  /** Where the tiles start in the buffer; tiles follow each other, row-major. */
  readonly offset: number;
}

export interface Thumbnails {
  readonly buffer: Uint8Array;
  readonly entries: readonly Thumbnail[];
}

export interface SceneReply {
  readonly revision: number;
  readonly golden: readonly OutputReport[];
  readonly faulty: readonly OutputReport[];
  readonly verdict: Verdict;
  /** Every value of the graph in topological order; unaffected ones have changed = 0. */
  readonly observations: readonly ObservationReport[];
  readonly goldenThumbnails: Thumbnails;
  readonly faultyThumbnails: Thumbnails;
  readonly faults: readonly FaultReport[];
  /** Every tensor that is not stored as float32, by plan or by a fault's `@format`, in the graph's order. */
  readonly storage: readonly StorageReport[];
  /** Time spent in the worker, for the status line and the bench. */
  readonly elapsedMs: number;
}

/** One whole tensor for the open layer. */
export interface TensorRequest {
  readonly scene: SceneRequest;
  /** A value id (`conv2d_1/output`, `conv2d_1/pre`) or a parameter id (`conv2d_1/kernel`). */
  readonly tensor: string;
}

export interface TensorReply {
  readonly revision: number;
  readonly tensor: string;
  /** Without the batch axis for values. */
  readonly shape: readonly number[];
  /** Words are exact: view the buffer as Uint32Array for bits. */
  readonly golden: Float32Array;
  readonly faulty: Float32Array;
  readonly observation: ObservationReport;
  /** How the tensor is stored, canonical; `float32` unless plan or faults say otherwise. */
  readonly format: string;
  readonly bits: number;
  /** Words in the tensor's format, one per element; null for float32, whose words are those of `golden`. */
  readonly goldenWords: Uint32Array | null;
  readonly faultyWords: Uint32Array | null;
  /** How golden words are read; see `wordReading`. Null for float32. */
  readonly decoding: WordDecoding | null;
}

/** A parameter, or an activation over the scene's picture or over the gallery, as it is before it is stored. */
export interface HistogramRequest {
  readonly scene: SceneRequest;
  /** Value or parameter id. */
  readonly tensor: string;
  readonly bins: number;
  /** Parameters are the same for both. */
  readonly over: 'scene' | 'gallery';
}

export interface HistogramReply extends TensorHistogram {
  readonly revision: number;
  readonly tensor: string;
  readonly over: 'scene' | 'gallery';
}

/** What single flips of one word, each on top of the scene's faults, do to the prediction. */
export interface FlipsRequest extends FlipQuestion {
  readonly scene: SceneRequest;
}

export interface Progress {
  readonly stage: 'backend' | 'download' | 'model' | 'golden' | 'measure';
  readonly message: string;
  /** Bytes fetched so far, while downloading. */
  readonly receivedBytes?: number;
}

export interface LabApi {
  /** The model before stays open, and answers, until this one stands; a cancelled or failed opening leaves it there. */
  open(jobId: number, request: OpenRequest, progress: (progress: Progress) => void): Promise<OpenedModel>;
  /** Another gallery for the open model; null is its own. Rejects, and nothing has changed, where it does not fit. */
  dataset(jobId: number, dataset: DatasetSource | null): Promise<OpenedModel>;
  play(jobId: number, scene: SceneRequest): Promise<SceneReply>;
  tensor(jobId: number, request: TensorRequest): Promise<TensorReply>;
  /**
   * The model's accuracy as stored, with and without the scene's faults, over all pictures there are; told again and
   * again as it is refined, first after a few pictures. Scenes and tensors get through between two steps.
   */
  accuracy(
    jobId: number,
    scene: SceneRequest,
    onProgress: (accuracy: GalleryAccuracy) => void,
  ): Promise<GalleryAccuracy>;
  histogram(jobId: number, request: HistogramRequest): Promise<HistogramReply>;
  /** One outcome a bit, in the order asked. A question of many bits is asked in parts, so that scenes get their turn. */
  flips(jobId: number, request: FlipsRequest): Promise<readonly FlipOutcome[]>;
  /** Least and greatest finite weight of the whole model. */
  weightRange(jobId: number): Promise<{ readonly min: number; readonly max: number }>;
  cancel(jobId: number): void;
}
