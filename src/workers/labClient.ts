/**
 * The page's side of the lab worker. Latest wins: of scenes that arrive while one runs only the newest is kept, the
 * others end as `cancelled`; what runs longer than a blink is cancelled too. Errors keep class and code. A worker that
 * dies is started again with the last model, and what was asked of it is asked again. A person's own files are opened in
 * a worker of their own, which takes the place of the one before only when the model stands there.
 */
import * as Comlink from 'comlink';
import { LabError } from '#engine/labError.ts';
import { type Death, Deaths } from './deaths.ts';
import type {
  BackendReport,
  DatasetSource,
  FlipOutcome,
  FlipsRequest,
  GalleryAccuracy,
  HistogramReply,
  HistogramRequest,
  LabApi,
  OpenedModel,
  OpenRequest,
  Progress,
  SceneReply,
  SceneRequest,
  TensorReply,
  TensorRequest,
} from './labApi.ts';
import { Latest } from './latest.ts';
import { OPENING_LIMIT_MS, withinLimit } from './openingLimit.ts';
import { watchLife } from './watchLife.ts';
import { installWire } from './wire.ts';

/** One line for the person, and what computes from now on. */
export type Recovery = (message: string, backend: BackendReport) => void;

export interface LabClient {
  /** Opens a model in place of the one before; rejects with LabError, `cancelled` where `signal` said so. */
  open(
    request: OpenRequest,
    onProgress: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<OpenedModel>;
  /** Another gallery for the open model; null is its own. */
  dataset(dataset: DatasetSource | null): Promise<OpenedModel>;
  /** Runs a scene. A scene overtaken by a newer one rejects with LabError `cancelled`. */
  play(scene: SceneRequest): Promise<SceneReply>;
  /** The scene that runs, and one that waits, end as LabError `cancelled`. */
  stopPlay(): void;
  /** One tensor at a time; an overtaken request rejects with LabError `cancelled`. */
  tensor(request: TensorRequest): Promise<TensorReply>;
  /**
   * The scene's accuracy over many pictures, told as it is refined. An overtaken sweep rejects with LabError
   * `cancelled`; scenes and tensors get through while it runs.
   */
  accuracy(scene: SceneRequest, onProgress: (accuracy: GalleryAccuracy) => void): Promise<GalleryAccuracy>;
  /** One at a time; an overtaken request rejects with LabError `cancelled`. */
  histogram(request: HistogramRequest): Promise<HistogramReply>;
  /**
   * Outcomes of single flips, told one by one; scenes and tensors get through in between. Ends early, without an error,
   * when `signal` is aborted; rejects with LabError.
   */
  flips(request: FlipsRequest, onOutcome: (outcome: FlipOutcome) => void, signal: AbortSignal): Promise<void>;
  /** Least and greatest finite weight of the model that is open. */
  weightRange(): Promise<{ readonly min: number; readonly max: number }>;
  /** Told when the worker or its device was lost and everything was started again. Returns the unsubscriber. */
  onRecovery(listener: Recovery): () => void;
  close(): void;
}

export function createLabClient(): LabClient {
  installWire();
  const listeners = new Set<Recovery>();
  const deaths = new Deaths();
  let lastOpen: OpenRequest | null = null;
  let nextJob = 1;
  let closed = false;
  let connection = connect();

  function connect(): Connection {
    const worker = new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module', name: 'lab' });
    const api = Comlink.wrap<LabApi>(worker);
    let retire: () => void = () => undefined;
    const retired = new Promise<'retired'>((resolve) => {
      retire = () => {
        resolve('retired');
        worker.terminate();
      };
    });
    const gone = Promise.race([watchLife(worker), retired]);
    return { worker, api, gone, retire };
  }

  /** Whatever the files hold, the worker that has the open model does not see them before they stand. */
  async function openApart(
    request: OpenRequest & Required<Pick<OpenRequest, 'own'>>,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal | undefined,
  ): Promise<OpenedModel> {
    const candidate = connect();
    try {
      const opening = candidate.api.open(nextJob++, deaths.sober(request), Comlink.proxy(onProgress));
      const { name } = request.own;
      const ends = { name, gone: candidate.gone, signal, limitMs: OPENING_LIMIT_MS };
      const opened = await withinLimit(opening, ends);
      const before = connection;
      connection = candidate;
      lastOpen = request;
      before.retire();
      watch(candidate);
      return opened;
    } catch (error) {
      candidate.retire();
      throw error;
    }
  }

  /** Runs one call; if the worker dies under it, restarts and runs it again. */
  async function surviving<T>(call: (api: Comlink.Remote<LabApi>) => Promise<T>): Promise<T> {
    for (;;) {
      const current = connection;
      const died = current.gone.then((death) => ({ died: death }));
      const outcome = await Promise.race([call(current.api).then((value) => ({ value })), died]);
      if ('value' in outcome) return outcome.value;
      if (outcome.died === 'retired')
        throw new LabError('cancelled', 'This was asked of the model that was open before.');
      await restart(current, outcome.died);
    }
  }

  let restarting: Promise<void> | null = null;
  function restart(dead: Connection, death: Death): Promise<void> {
    if (closed) return new Promise(() => undefined);
    if (connection !== dead && restarting === null) return Promise.resolve();
    restarting ??= (async () => {
      dead.worker.terminate();
      deaths.count(death, performance.now());
      connection = connect();
      if (lastOpen === null) return;
      const request = deaths.sober(lastOpen);
      const silent = Comlink.proxy(() => undefined);
      const { backend } = await connection.api.open(nextJob++, request, silent);
      const how =
        request === lastOpen ? '' : ' on WebAssembly, since this was the second time within a minute';
      const message = `${death.text} It was started again${how} and the scene replayed; nothing is lost.`;
      for (const tell of listeners) tell(message, backend);
    })().finally(() => {
      restarting = null;
    });
    return restarting;
  }

  function watch(current: Connection): void {
    void current.gone
      .then(async (death) => {
        if (death === 'retired') return;
        await restart(current, death);
        watch(connection);
      })
      .catch(() => undefined);
  }
  watch(connection);

  const plays = new Latest<SceneRequest, SceneReply>(
    (jobId, scene) => surviving((api) => api.play(jobId, scene)),
    (jobId) => void connection.api.cancel(jobId),
    () => nextJob++,
  );
  const tensors = new Latest<TensorRequest, TensorReply>(
    (jobId, request) => surviving((api) => api.tensor(jobId, request)),
    (jobId) => void connection.api.cancel(jobId),
    () => nextJob++,
  );

  const datasets = new Latest<DatasetSource | null, OpenedModel>(
    (jobId, dataset) => surviving((api) => api.dataset(jobId, dataset)),
    (jobId) => void connection.api.cancel(jobId),
    () => nextJob++,
  );
  const sweeps = new Latest<Sweep, GalleryAccuracy>(
    (jobId, { scene, onProgress }) =>
      surviving((api) => api.accuracy(jobId, scene, Comlink.proxy(onProgress))),
    (jobId) => void connection.api.cancel(jobId),
    () => nextJob++,
  );
  const histograms = new Latest<HistogramRequest, HistogramReply>(
    (jobId, request) => surviving((api) => api.histogram(jobId, request)),
    (jobId) => void connection.api.cancel(jobId),
    () => nextJob++,
  );

  return {
    async open(request, onProgress, signal) {
      const { own } = request;
      if (own !== undefined) return openApart({ ...request, own }, onProgress, signal);
      const jobId = nextJob++;
      signal?.addEventListener('abort', () => void connection.api.cancel(jobId), { once: true });
      const opened = await surviving((api) =>
        api.open(jobId, deaths.sober(request), Comlink.proxy(onProgress)),
      );
      lastOpen = request;
      return opened;
    },
    async dataset(dataset) {
      const opened = await datasets.ask(dataset);
      if (lastOpen !== null) {
        const { dataset: _, ...request } = lastOpen;
        lastOpen = { ...request, ...(dataset && { dataset }) };
      }
      return opened;
    },
    play: (scene) => plays.ask(scene),
    stopPlay: () => plays.stop(),
    tensor: (request) => tensors.ask(request),
    accuracy: (scene, onProgress) => sweeps.ask({ scene, onProgress }),
    histogram: (request) => histograms.ask(request),
    async flips({ bits, ...question }, onOutcome, signal) {
      for (const bitIndex of bits) {
        const outcomes = await surviving((api) => api.flips(nextJob++, { ...question, bits: [bitIndex] }));
        if (signal.aborted) return;
        for (const outcome of outcomes) onOutcome(outcome);
      }
    },
    weightRange: () => surviving((api) => api.weightRange(nextJob++)),
    onRecovery(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      connection.worker.terminate();
    },
  };
}

interface Sweep {
  readonly scene: SceneRequest;
  readonly onProgress: (accuracy: GalleryAccuracy) => void;
}

interface Connection {
  readonly worker: Worker;
  readonly api: Comlink.Remote<LabApi>;
  /** Resolves when the worker is no more; never while it lives. */
  readonly gone: Promise<Death | 'retired'>;
  /** Ends the worker, which is not needed any more. */
  retire(): void;
}
