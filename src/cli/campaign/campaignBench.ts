/**
 * A plan made ready in one thread: its model opened on the back end, its inputs read, the golden answers computed. The
 * main thread and every worker thread do the same, so rows do not depend on who makes them.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readFaultList } from '#engine/campaign/exchange/faultList.ts';
import { givenFaults } from '#engine/campaign/plan/bindPlan.ts';
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import { MODEL_STORAGE } from '#engine/campaign/plan/readPlan.ts';
import { Campaign, type CampaignInputs } from '#engine/campaign/run/campaign.ts';
import type { RunFacts } from '#engine/campaign/run/record.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { type Gallery, readGallery } from '#engine/io/modelCard.ts';
import { LabError } from '#engine/labError.ts';
import { backendFlags, startBackend, TFJS_VERSION } from '#engine/runtime/backend.ts';
import type { Device } from '#engine/runtime/device.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import type { InputTensor } from '#engine/runtime/played.ts';
import type { Program } from '#engine/runtime/program.ts';
import { Calibration } from '#engine/scene/calibration.ts';
import { datasetPlace } from '#engine/scene/datasetGallery.ts';
import { galleryInputs } from '#engine/scene/galleryBatch.ts';
import { importedStorage } from '#engine/scene/importedStorage.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import { prepareFaults, type SettledStorage } from '#engine/scene/prepareFaults.ts';
import { settleScene } from '#engine/scene/prepareScene.ts';
import { StorageSettler } from '#engine/scene/settleStorage.ts';
import { isDataset, openDataset, TERMINAL_LIMITS } from '../datasetPlace.ts';
import { findModel, type ModelPlace, openPlace } from '../modelPlace.ts';
import { BITFLIP_VERSION, wasmFolder } from '../place.ts';

export interface CampaignBench {
  readonly campaign: Campaign;
  readonly facts: RunFacts;
  dispose(): void;
}

export type CampaignBackend = 'wasm' | 'cpu';

/** Bytes of values that one thread may keep. */
const BUDGET_BYTES = 256 * 2 ** 20;

/** `folder`: where paths of the plan start. Throws LabError. */
export async function openCampaign(
  asked: Plan,
  folder: string,
  backend: CampaignBackend,
): Promise<CampaignBench> {
  if (asked.model === undefined)
    throw new LabError('bad-argument', 'model: is missing; name a bundled model such as lenet5, or a path.');
  const place = await findModel(asked.model, folder);
  const opened = await openPlace(place);
  const device = await startBackend(backend, wasmFolder());
  const program = await loadProgram(opened.files);
  const dispose = () => program.dispose();
  try {
    const plan = await withFaultList(withModelStorage(asked, opened, program), program.graph, folder);
    const inputs = await readInputs(plan, { place, opened, program, folder });
    const storage = await settle(plan, { opened, program, device, inputs });
    const campaign = await Campaign.open(plan, {
      program,
      device,
      inputs,
      storage,
      prepare: (texts, batchSize) => prepareFaults(texts, program.graph, batchSize, storage).corruption,
      budgetBytes: BUDGET_BYTES,
    });
    return { campaign, facts: factsOf(opened, place, backend), dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** A list in a file becomes part of the plan, so that its rows can be repeated without the file. */
async function withFaultList(plan: Plan, graph: ModelGraph, folder: string): Promise<Plan> {
  const { sampling } = plan;
  if (sampling.kind !== 'list' || sampling.file === undefined || sampling.faults !== undefined) return plan;
  const text = await readFile(resolve(folder, sampling.file), 'utf8').catch((error: Error) => {
    throw new LabError('bad-argument', `sampling.file: ${sampling.file}: ${error.message}.`);
  });
  return { ...plan, sampling: { ...sampling, faults: readFaultList(text, graph, sampling.layout) } };
}

/** MODEL_STORAGE among the entries stands for the plan that the model brings; the record names its entries. */
function withModelStorage(plan: Plan, opened: OpenedFiles, program: Program): Plan {
  const storage = plan.storage.flatMap((entry) =>
    entry.trim() === MODEL_STORAGE ? importedStorage(opened, program) : [entry],
  );
  return { ...plan, storage };
}

function factsOf({ id, card }: OpenedFiles, place: ModelPlace, backend: CampaignBackend): RunFacts {
  return {
    model: { id: card?.id ?? id.slice(0, 12), name: card?.name ?? place.name, hash: id },
    backend,
    adapter: null,
    flags: backendFlags(backend),
    versions: { bitflip: BITFLIP_VERSION, tfjs: TFJS_VERSION, node: process.versions.node },
  };
}

interface Settling {
  readonly opened: OpenedFiles;
  readonly program: Program;
  readonly device: Device;
  readonly inputs: CampaignInputs;
}

/** Ranges of values are fitted over the model's gallery, as on the page; without one, over the campaign's inputs. */
function settle({ storage, sampling }: Plan, settling: Settling): Promise<SettledStorage> {
  const { opened, program, device, inputs } = settling;
  const { gallery } = opened;
  const tensors = gallery === null ? inputs.tensors : galleryInputs(gallery, program.graph, 0, gallery.count);
  const calibration = new Calibration(program, device, {
    count: tensors[0]?.shape[0] ?? 0,
    batch: (first, count) => tensors.map((tensor) => imagesOf(tensor, first, count)),
  });
  const faults = sampling.kind === 'list' ? givenFaults(sampling) : [];
  return settleScene({ storage, faults }, program.graph, new StorageSettler(program.graph, calibration));
}

function imagesOf({ shape, values }: InputTensor, first: number, count: number): InputTensor {
  const size = shape.slice(1).reduce((product, axis) => product * axis, 1);
  return { shape: [count, ...shape.slice(1)], values: values.slice(first * size, (first + count) * size) };
}

interface Source {
  readonly place: ModelPlace;
  readonly opened: OpenedFiles;
  readonly program: Program;
  readonly folder: string;
}

async function readInputs({ inputs }: Plan, source: Source): Promise<CampaignInputs> {
  const { opened, program } = source;
  const { graph } = program;
  switch (inputs.from) {
    case 'gallery':
      if (opened.gallery === null) throw none('gallery', 'this model has no gallery');
      return fromGallery(opened.gallery, graph);
    case 'heldout':
      return fromGallery(await heldOut(source.place), graph);
    default:
      return await fromDataset(inputs, source);
  }
}

const none = (from: string, why: string) =>
  new LabError(
    'bad-argument',
    `inputs.from: ${from}: ${why}; wanted gallery, heldout, a tensor such as uniform(0,1), or the path of a file or folder of data.`,
  );

function fromGallery(gallery: Gallery, graph: ModelGraph): CampaignInputs {
  return {
    tensors: galleryInputs(gallery, graph, 0, gallery.count),
    labels: Array.from({ length: gallery.count }, (_, image) => gallery.labels[image] ?? null),
  };
}

/** Labelled pictures beside the model that it was not trained on. */
async function heldOut(place: ModelPlace): Promise<Gallery> {
  const folder = place.kind === 'folder' ? place.folder : dirname(place.path);
  return readGallery('heldout.json', async (path) => {
    try {
      return await readFile(join(folder, path));
    } catch {
      throw none('heldout', `there is no ${path} beside the model`);
    }
  });
}

/** A file, a folder, or tensors that are made; labels from the data, the plan, or a file that the plan names. */
async function fromDataset(
  { from, prepare, labels }: Plan['inputs'],
  { opened, program, folder }: Source,
): Promise<CampaignInputs> {
  if (!(await isDataset(from, folder))) throw none(from, 'there is no such file');
  const { gallery } = await openDataset(from, datasetPlace(program.graph, opened, TERMINAL_LIMITS), {
    folder,
    prepare: prepare ?? '',
    ...(typeof labels === 'string' && { beside: [labels] }),
  });
  const inputs = fromGallery(gallery, program.graph);
  if (labels === undefined || typeof labels === 'string') return inputs;
  if (labels.length !== gallery.count)
    throw new LabError('bad-argument', `inputs.labels: ${labels.length} labels for ${gallery.count} images.`);
  return { ...inputs, labels };
}
