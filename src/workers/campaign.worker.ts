/**
 * Runs trials of one campaign: the model opened as the lab opens it, on one thread of wasm or on WebGPU, and the engine's own
 * runner.
 * Rows do not depend on which worker makes them.
 */
import * as Comlink from 'comlink';
import { givenFaults } from '#engine/campaign/plan/bindPlan.ts';
import { Campaign, type CampaignInputs } from '#engine/campaign/run/campaign.ts';
import { recordOf, weightsHash } from '#engine/campaign/run/record.ts';
import { encodeRows } from '#engine/campaign/run/rowChunk.ts';
import { runColumns } from '#engine/campaign/run/runTrials.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { readGallery } from '#engine/io/modelCard.ts';
import { LabError } from '#engine/labError.ts';
import { backendFlags, startBackend, TFJS_VERSION } from '#engine/runtime/backend.ts';
import { Laboratory } from '#engine/runtime/laboratory.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import { adapterInfo } from '#engine/runtime/webgpu/flags.ts';
import { galleryInputs } from '#engine/scene/galleryBatch.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import { prepareFaults } from '#engine/scene/prepareFaults.ts';
import { settleScene } from '#engine/scene/prepareScene.ts';
import { version } from '../../package.json';
import type { CampaignApi, CampaignRequest } from './campaignApi.ts';
import { Jobs } from './jobs.ts';
import { announceLife } from './life.ts';
import { lockDown } from './lockDown.ts';
import { withInputs } from './openDataset.ts';
import { openSource } from './openSource.ts';
import { Pictures } from './pictures.ts';
import { WASM_PATHS } from './wasmPaths.ts';
import { installWire } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope & typeof globalThis;

lockDown(self);
announceLife(self);
installWire();

/** Bytes of values that one worker may keep; the same as a thread of the command line. */
const BUDGET_BYTES = 256 * 2 ** 20;
const TOLD_EVERY_MS = 200;

const jobs = new Jobs();
let campaign: Campaign | null = null;

async function open(request: CampaignRequest) {
  const { plan, backend } = request;
  const files = await openSource(request);
  const device = await startBackend(backend, WASM_PATHS);
  const lab = new Laboratory(await loadProgram(files.files), device);
  const { program } = lab;
  const { opened } = await withInputs(files, program.graph, dataOf(request));
  const { storage: entries, sampling } = plan;
  const storage = await settleScene(
    { storage: entries, faults: sampling.kind === 'list' ? givenFaults(sampling) : [] },
    program.graph,
    new Pictures(lab, opened).settler(),
  );
  campaign = await Campaign.open(plan, {
    program,
    device,
    inputs: await inputsOf(request, opened, program.graph),
    storage,
    prepare: (texts, batchSize) => prepareFaults(texts, program.graph, batchSize, storage).corruption,
    budgetBytes: BUDGET_BYTES,
  });
  return recordOf(campaign, {
    model: {
      id: opened.card?.id ?? opened.id.slice(0, 12),
      name: opened.card?.name ?? opened.name ?? 'model',
      hash: opened.id,
    },
    backend,
    adapter: backend === 'webgpu' ? ((await adapterInfo())?.description ?? null) : null,
    flags: backendFlags(backend),
    versions: { bitflip: version, tfjs: TFJS_VERSION },
  });
}

/** The person's data, where the plan asks for no pictures of the model's. */
const dataOf = ({ plan: { inputs }, dataset }: CampaignRequest) =>
  inputs.from === 'gallery' || inputs.from === 'heldout' ? null : (dataset ?? null);

async function inputsOf(
  request: CampaignRequest,
  { gallery, readFile }: OpenedFiles,
  graph: ModelGraph,
): Promise<CampaignInputs> {
  const { inputs } = request.plan;
  const none = (why: string) => new LabError('bad-argument', `inputs.from: ${inputs.from}: ${why}.`);
  const own = dataOf(request) !== null;
  if (!own && inputs.from !== 'gallery' && inputs.from !== 'heldout')
    throw none(
      'a campaign on the page takes pictures from gallery or heldout; files are for the command line',
    );
  const pictures =
    own || inputs.from === 'gallery'
      ? gallery
      : await readGallery('heldout.json', async (path) => {
          const bytes = await readFile(path);
          if (bytes === null) throw none(`there is no ${path} beside the model`);
          return bytes;
        });
  if (pictures === null) throw none('this model has no gallery');
  return {
    tensors: galleryInputs(pictures, graph, 0, pictures.count),
    // Test patterns show nothing that could be told right or wrong.
    labels: Array.from({ length: pictures.count }, (_, image) => pictures.labels[image] ?? null),
  };
}

function openCampaign(): Campaign {
  if (campaign === null) throw new LabError('bad-argument', 'No campaign is open yet.');
  return campaign;
}

const api: CampaignApi = {
  open,
  run: (jobId, trials, onTrials) =>
    jobs.run(jobId, async (checkpoint) => {
      let run = 0;
      let toldAtMs = performance.now();
      const rows = await runColumns(openCampaign(), trials, {
        async checkpoint() {
          await checkpoint();
          run++;
          if (performance.now() - toldAtMs < TOLD_EVERY_MS) return;
          toldAtMs = performance.now();
          onTrials(Math.min(run - 1, trials.length));
        },
      });
      const bytes = encodeRows(rows);
      return Comlink.transfer(bytes, [bytes.buffer]);
    }),
  weights() {
    const { program, device } = openCampaign().place;
    return weightsHash(program, device);
  },
  cancel: (jobId) => jobs.cancel(jobId),
};

Comlink.expose(api);
