/**
 * The page's side of the lab worker: latest wins, typed errors, and a worker that dies is started again with the last
 * model and scene.
 */
import type { OpenedModel, OpenRequest, Progress, SceneReply, SceneRequest, TensorReply, TensorRequest } from './labApi.ts';

export interface LabClient {
  /** Opens a model; rejects with LabError. */
  open(request: OpenRequest, onProgress: (progress: Progress) => void): Promise<OpenedModel>;
  /** Runs a scene. A scene overtaken by a newer one rejects with LabError `cancelled`. */
  play(scene: SceneRequest): Promise<SceneReply>;
  /** One tensor at a time; an overtaken request rejects with LabError `cancelled`. */
  tensor(request: TensorRequest): Promise<TensorReply>;
  /** Told in one line when the worker or its device was lost and everything was started again. Returns the unsubscriber. */
  onRecovery(listener: (message: string) => void): () => void;
  close(): void;
}
