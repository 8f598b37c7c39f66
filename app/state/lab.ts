/**
 * How the lab stands: loading, ready, busy or failed; which model is open; which reply is on the screen. The big arrays
 * (reply, gallery pixels) lie outside the store, the store holds the revision under which they are found.
 */
import { create } from 'zustand';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import type {
  BackendReport,
  DatasetReport,
  GalleryReport,
  ModelCard,
  OpenedModel,
  SceneReply,
} from '#workers/labApi.ts';

export type LabStatus =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  /** A scene runs; what is on the screen is the one before. */
  | { readonly kind: 'busy' }
  /** The scene could not be run; what is on the screen is the one before. */
  | { readonly kind: 'refused'; readonly message: string }
  /** No model could be opened. */
  | { readonly kind: 'failed'; readonly message: string };

export interface ModelSummary {
  readonly card: ModelCard;
  readonly modelHash: string;
  readonly graph: ModelGraph;
  readonly backend: BackendReport;
  readonly gallery: Omit<GalleryReport, 'pixels'> | null;
  /** The person's data whose items the gallery holds; null where it is the model's own. */
  readonly dataset: DatasetReport | null;
}

export interface LabState {
  readonly status: LabStatus;
  readonly model: ModelSummary | null;
  /** Revision of the reply on the screen; 0 before the first. */
  readonly replyRevision: number;
}

export const useLab = create<LabState>(() => ({
  status: { kind: 'loading' },
  model: null,
  replyRevision: 0,
}));

let reply: SceneReply | null = null;
let pictures: { readonly from: number; readonly pixels: Uint8Array } | null = null;

export function setStatus(status: LabStatus): void {
  useLab.setState({ status });
}

export function summaryOf({ card, modelHash, graph, gallery, backend, dataset }: OpenedModel): ModelSummary {
  const facts = gallery && {
    name: gallery.name,
    count: gallery.count,
    shape: gallery.shape,
    labels: gallery.labels,
  };
  return { card, modelHash, graph, backend, gallery: facts, dataset };
}

/** `firstPicture`: the gallery's pixels begin with this one. The same model again keeps its graph, the same object. */
export function acceptModel(opened: OpenedModel, firstPicture = 0): void {
  pictures = opened.gallery && { from: firstPicture, pixels: opened.gallery.pixels };
  const model = summaryOf(opened);
  const before = useLab.getState().model;
  const graph = before?.modelHash === model.modelHash ? before.graph : model.graph;
  useLab.setState({ model: { ...model, graph } });
}

/** The model goes on, on another back end. */
export function acceptBackend(backend: BackendReport): void {
  useLab.setState(({ model }) => ({ model: model && { ...model, backend } }));
}

export function acceptReply(next: SceneReply): void {
  reply = next;
  useLab.setState({ replyRevision: next.revision, status: { kind: 'ready' } });
}

/** The reply on the screen; null before the first. */
export function useReply(): SceneReply | null {
  return useLab((state) => (state.replyRevision === reply?.revision ? reply : null));
}

export function useGraph(): ModelGraph | null {
  return useLab((state) => state.model?.graph ?? null);
}

/** uint8 pixels of one gallery picture, [height, width, channels]; no copy. Null before the gallery is there. */
export function galleryPicture(index: number): Uint8Array | null {
  const { gallery } = useLab.getState().model ?? {};
  if (!pictures || !gallery || index < pictures.from || index >= gallery.count) return null;
  const size = gallery.shape.reduce((product, n) => product * n, 1);
  const at = (index - pictures.from) * size;
  return at + size <= pictures.pixels.length ? pictures.pixels.subarray(at, at + size) : null;
}
