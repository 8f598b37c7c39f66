/**
 * The lab worker: opens a model, plays scenes, lends tensors. It keeps nothing of a scene but the golden run of the
 * inputs last seen, so that any reply is a pure function of its request.
 */

import * as Comlink from 'comlink';
import { LabError } from '#engine/labError.ts';
import type { FloatTensor } from '#engine/quantizers/quantizer.ts';
import { startBackend } from '#engine/runtime/backend.ts';
import type { Device } from '#engine/runtime/device.ts';
import { Laboratory } from '#engine/runtime/laboratory.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import { flipOutcomes } from '#engine/scene/flipOutcomes.ts';
import { zeroInputs } from '#engine/scene/modelInputs.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import { playScene } from '#engine/scene/playScene.ts';
import { prepareFaults } from '#engine/scene/prepareFaults.ts';
import { prepareScene, settleScene } from '#engine/scene/prepareScene.ts';
import { tensorHistogram } from '#engine/scene/tensorHistogram.ts';
import { tensorWords } from '#engine/scene/tensorWords.ts';
import { backendReport } from './backendReport.ts';
import { chooseBackend } from './chooseBackend.ts';
import { Jobs } from './jobs.ts';
import type {
  BackendReport,
  FlipsRequest,
  HistogramReply,
  HistogramRequest,
  LabApi,
  OpenedModel,
  OpenRequest,
  Progress,
  SceneInput,
  SceneReply,
  SceneRequest,
  TensorReply,
  TensorRequest,
} from './labApi.ts';
import { announceLife, endLife } from './life.ts';
import { lockDown } from './lockDown.ts';
import { withInputs } from './openDataset.ts';
import { openSource } from './openSource.ts';
import { Pictures } from './pictures.ts';
import { proveModel } from './proveModel.ts';
import { openedReport, sceneReport, tensorReport } from './reports.ts';
import { sceneAccuracy } from './sceneAccuracy.ts';
import { sameInput, sceneInputs } from './sceneInput.ts';
import { WASM_PATHS } from './wasmPaths.ts';
import { installWire } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope & typeof globalThis;

lockDown(self);
announceLife(self);
installWire();

interface Bench {
  /** With the model's own gallery. */
  readonly model: OpenedFiles;
  /** With the gallery that is in force. */
  readonly opened: OpenedFiles;
  readonly lab: Laboratory;
  readonly pictures: Pictures;
  readonly engine: BackendReport;
  /** The input whose golden run is there. */
  input: SceneInput | null;
}

const jobs = new Jobs();
let bench: Bench | null = null;
/** Resolves when the graphics device is lost; null on other back ends. */
let deviceLoss: Promise<'lost'> | null = null;
const LOSS_IS_HEARD_MS = 500;

/** Openings under way, by job. */
const openings = new Map<number, AbortController>();

/** Fetched beside what runs; swapped in as one job. */
async function open(
  jobId: number,
  request: OpenRequest,
  progress: (progress: Progress) => void,
): Promise<OpenedModel> {
  const giveUp = new AbortController();
  openings.set(jobId, giveUp);
  try {
    const told = { stage: 'download', message: 'Fetching the model' } as const;
    progress({ ...told, receivedBytes: 0 });
    const opened = await openSource(request, giveUp.signal, (receivedBytes) =>
      progress({ ...told, receivedBytes }),
    );
    return await jobs.run(jobId, (checkpoint) => putOnBench(opened, request, progress, checkpoint));
  } catch (error) {
    if (giveUp.signal.aborted) throw new LabError('cancelled', 'Opening the model was cancelled.');
    throw error;
  } finally {
    openings.delete(jobId);
  }
}

async function putOnBench(
  opened: OpenedFiles,
  request: OpenRequest,
  progress: (progress: Progress) => void,
  checkpoint: () => Promise<void>,
): Promise<OpenedModel> {
  const before = bench;
  try {
    progress({ stage: 'backend', message: 'Starting the engine' });
    const chosen = await chooseBackend(request, WASM_PATHS, (device) => measureMs(opened, device));
    progress({ stage: 'model', message: 'Building the model' });
    await checkpoint();
    const lab = new Laboratory(await loadProgram(opened.files), chosen.device);
    const { graph } = lab.program;
    const asked = request.dataset ?? null;
    const { inputs, problem } = await withInputs(opened, graph, asked, checkpoint)
      .then((found) => ({ inputs: found, problem: null }))
      .catch(async (error) => {
        if (!(error instanceof LabError) || asked === null || error.code === 'cancelled') throw error;
        return { inputs: await withInputs(opened, graph, null), problem: error.message };
      });
    const engine = backendReport(chosen);
    const pictures = new Pictures(lab, inputs.opened);
    const proof = request.own === undefined ? null : await proveModel(inputs.opened, lab, pictures);
    const facts = { importSummary: proof?.summary ?? null, dataset: inputs.dataset, datasetProblem: problem };
    const report = openedReport(inputs.opened, lab.program, engine, facts);
    bench = { model: opened, opened: inputs.opened, lab, pictures, engine, input: proof?.input ?? null };
    deviceLoss = chosen.device.name === 'webgpu' ? watchDevice() : null;
    before?.pictures.rest();
    before?.lab.dispose();
    return report;
  } catch (error) {
    // The one before goes on, on its own back end.
    if (before !== null) await startBackend(before.lab.device.name, WASM_PATHS);
    throw error;
  }
}

/** Best of three scenes on zero inputs, the golden run not counted. */
async function measureMs(opened: OpenedFiles, device: Device): Promise<number> {
  const lab = new Laboratory(await loadProgram(opened.files), device);
  try {
    const { graph } = lab.program;
    lab.setInputs(zeroInputs(graph));
    const middle = graph.nodes[graph.nodes.length >> 1]?.outputs[0] ?? '';
    const { corruption } = prepareFaults([`${middle}[#0]:flip()`], graph);
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      await lab.play(corruption, true);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  } finally {
    lab.dispose();
  }
}

async function watchDevice(): Promise<'lost'> {
  const { deviceLost } = await import('#engine/runtime/webgpu/start.ts');
  const why = await deviceLost();
  endLife(self, `The graphics device was lost (${why}).`);
  return 'lost';
}

/** A refusal that would come again on another device. */
const isAnswer = (error: unknown): boolean => error instanceof LabError && error.code !== 'device-lost';

/**
 * What fails because the device is going away is not answered: the worker ends, and the page asks its successor. The
 * failure may be heard a moment before the loss.
 */
async function unlessLost<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const moment = new Promise<'here'>((resolve) => setTimeout(resolve, LOSS_IS_HEARD_MS, 'here'));
    if (isAnswer(error) || deviceLoss === null || (await Promise.race([deviceLoss, moment])) === 'here')
      throw error;
    return new Promise<never>(() => undefined);
  }
}

function openBench(): Bench {
  if (bench === null) throw new LabError('bad-argument', 'No model is open yet.');
  return bench;
}

function benchFor(input: SceneInput): Bench {
  const bench = openBench();
  if (!sameInput(bench.input, input)) {
    const { graph } = bench.lab.program;
    bench.lab.setInputs(sceneInputs(bench.opened, graph, input));
    bench.input = input;
  }
  return bench;
}

const api: LabApi = {
  open,

  dataset: (jobId, source) =>
    unlessLost(
      jobs.run(jobId, async (checkpoint) => {
        const before = openBench();
        const { model, lab, engine } = before;
        const { opened, dataset } = await withInputs(model, lab.program.graph, source, checkpoint);
        before.pictures.rest();
        bench = { ...before, opened, pictures: new Pictures(lab, opened), input: null };
        return openedReport(opened, lab.program, engine, {
          importSummary: null,
          dataset,
          datasetProblem: null,
        });
      }),
    ),

  play: (jobId: number, scene: SceneRequest): Promise<SceneReply> =>
    unlessLost(
      jobs.run(jobId, async (checkpoint) => {
        const start = performance.now();
        const { lab, opened, pictures } = benchFor(scene.input);
        const prepared = await prepareScene(scene, lab.program.graph, pictures.settler(), 1, checkpoint);
        const played = await playScene(lab, prepared, {
          labels: opened.card?.labels ?? null,
          pictures: true,
          checkpoint,
        });
        const { reply, buffers } = sceneReport(scene.revision, played, performance.now() - start);
        return Comlink.transfer(reply, buffers);
      }),
    ),

  tensor: (jobId: number, { scene, tensor }: TensorRequest): Promise<TensorReply> =>
    unlessLost(
      jobs.run(jobId, async (checkpoint) => {
        const { lab, pictures } = benchFor(scene.input);
        const { graph } = lab.program;
        const { corruption } = await prepareScene(scene, graph, pictures.settler(), 1, checkpoint);
        const compared = await lab.tensor(tensor, corruption, checkpoint);
        const { shape } = compared;
        const { reply, buffers } = tensorReport(
          { revision: scene.revision, tensor, shape: tensor in graph.parameters ? shape : shape.slice(1) },
          compared,
          tensorWords(tensor, compared, corruption, graph),
        );
        return Comlink.transfer(reply, buffers);
      }),
    ),

  accuracy: (jobId, scene, onProgress) => {
    const { lab, pictures } = benchFor(scene.input);
    return unlessLost(sceneAccuracy(scene, { lab, pictures, jobs, jobId }, onProgress));
  },

  histogram: (jobId: number, { scene, tensor, bins, over }: HistogramRequest): Promise<HistogramReply> =>
    unlessLost(
      jobs.run(jobId, async (checkpoint) => {
        const { lab, pictures } = openBench();
        const { values } = lab.program.graph;
        if (!(tensor in values) && !(tensor in lab.program.graph.parameters))
          throw new LabError('unknown-site', `This model has no tensor ${tensor}.`, { tensor });
        const calibration =
          over === 'gallery' ? pictures.calibration() : pictures.onePicture(benchFor(scene.input).lab.inputs);
        const found = (await calibration.values([tensor], checkpoint)).get(tensor) as FloatTensor;
        const histogram = tensorHistogram(found.values, bins);
        return Comlink.transfer({ revision: scene.revision, tensor, over, ...histogram }, [
          histogram.counts.buffer,
        ]);
      }),
    ),

  weightRange: (jobId) => unlessLost(jobs.run(jobId, () => openBench().lab.weightRange())),

  flips: (jobId: number, { scene, ...question }: FlipsRequest) =>
    unlessLost(
      jobs.run(jobId, async (checkpoint) => {
        const { lab, opened, pictures } = benchFor(scene.input);
        const { graph } = lab.program;
        const storage = await settleScene(scene, graph, pictures.settler(), checkpoint);
        const corruptionWith = (fault: string) =>
          prepareFaults([...scene.faults, fault], graph, 1, storage).corruption;
        return flipOutcomes(lab, question, corruptionWith, opened.card?.labels ?? null, checkpoint);
      }),
    ),

  cancel(jobId) {
    openings.get(jobId)?.abort();
    jobs.cancel(jobId);
  },
};

Comlink.expose(api);
