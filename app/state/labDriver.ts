/**
 * The one thing that talks to the lab worker: opens a model, plays every scene that is set, keeps the newest reply. A
 * scene the engine refuses leaves the last good picture on the screen and says why. Another model takes the screen only
 * with its first reply: failed or cancelled, nothing has changed.
 */

import type { ShelfEntry } from '#app/library/modelShelf.ts';
import { followRange } from '#app/range/measured.ts';
import { LabError } from '#engine/labError.ts';
import { FIRST_INPUT_INDEX } from '#workers/firstInput.ts';
import type { BackendChoice, DatasetSource, OpenedModel, SceneReply } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { readAddress } from './address.ts';
import { carryScene } from './carryScene.ts';
import { MADE } from './datasetField.ts';
import { followFlips } from './flips.ts';
import {
  acceptBackend,
  acceptModel,
  acceptReply,
  type ModelSummary,
  setStatus,
  summaryOf,
  useLab,
} from './lab.ts';
import { notify } from './notices.ts';
import { cancellable, openInWorker, settleModel, useOpenModel } from './openModel.ts';
import { type Scene, sceneRequest, useScene } from './scene.ts';
import { openFirstLayer, useSelection } from './selection.ts';
import { followTensors } from './tensors.ts';
import { followWeightRange } from './weightRange.ts';

export interface LabStart {
  readonly client: LabClient;
  readonly entry: ShelfEntry;
  readonly backend: BackendChoice;
  /** Called when the model is open and before the first scene is played: the address is read here. */
  readonly onOpened: () => void;
}

let driver: Pick<LabStart, 'client' | 'backend'> | null = null;

let switching: Promise<unknown> = Promise.resolve();

export function startLab(start: LabStart): Promise<void> {
  const { client, backend } = start;
  driver = { client, backend };
  client.onRecovery((message, report) => {
    acceptBackend(report);
    notify('warning', message);
  });
  const end = openFirst(start);
  switching = end;
  return end;
}

async function openFirst({ client, entry, backend, onOpened }: LabStart): Promise<void> {
  try {
    const opened = await openInWorker(client, entry, backend);
    acceptModel(opened);
    tellProblem(opened);
    settleModel(settled(entry, opened));
  } catch (error) {
    setStatus({ kind: 'failed', message: messageOf(error) });
    return;
  }
  onOpened();
  followTensors(client);
  followFlips(client);
  followWeightRange(client);
  followRange(client);
  useScene.subscribe((state, before) => {
    if (state.revision !== before.revision && !useOpenModel.getState().arriving) void play(client);
  });
  await play(client);
}

/**
 * Another model on the screen: with the scene of `hash`, or with what can be kept of this one. Resolves to whether it
 * stands; where it does not, the person was told why, unless they wanted it so. The newest call wins: one that is under
 * way is cancelled, and waited for.
 */
export function switchModel(entry: ShelfEntry, hash?: string): Promise<boolean> {
  const signal = cancellable();
  const end = switching.then(() => toModel(entry, signal, hash));
  switching = end.catch(() => undefined);
  return end;
}

async function toModel(entry: ShelfEntry, signal: AbortSignal, hash?: string): Promise<boolean> {
  const { entry: before } = useOpenModel.getState();
  const from = useLab.getState().model;
  if (driver === null || from === null || before === null || signal.aborted) return false;
  const { client, backend } = driver;
  // A link says what it wants; otherwise the person's data go with them.
  const dataset = entry.dataset ?? (hash === undefined ? before.dataset : undefined);
  const asked: ShelfEntry = { ...entry, ...(dataset && { dataset }) };
  let opened: OpenedModel;
  try {
    opened = await openInWorker(client, asked, backend, signal);
  } catch (error) {
    if (!isCancelled(error))
      notify('error', `${fileOf(entry)} could not be opened; ${before.name} stays. ${messageOf(error)}`);
    return false;
  }
  if (signal.aborted) {
    await returnTo(before);
    return false;
  }
  const { scene } = useScene.getState();
  const next =
    hash === undefined
      ? carryScene(scene, useSelection.getState(), from, opened)
      : readAddress(hash, summaryOf(opened));
  try {
    signal.addEventListener('abort', () => client.stopPlay(), { once: true });
    const reply = await client.play(sceneRequest(next.scene, useScene.getState().revision + 1));
    show(opened, next.scene, reply);
  } catch (error) {
    if (!isCancelled(error))
      notify('error', `${fileOf(entry)} could not be run; ${before.name} stays. ${messageOf(error)}`);
    await returnTo(before);
    return false;
  }
  useSelection.getState().restore(next.selection);
  openFirstLayer(opened.graph);
  // A model of one's own is known by its content, which only now is known.
  settleModel(settled(entry.own ? { ...asked, id: opened.modelHash } : asked, opened));
  tellProblem(opened);
  const left = scene.faults.length - next.scene.faults.length;
  if (hash === undefined && left > 0) {
    const what = left === 1 ? 'One fault has' : `${left} faults have`;
    notify(
      'info',
      `${what} no place in ${entry.name}. Going back in the browser brings ${before.name} back with them.`,
    );
  }
  return true;
}

/** Without data that did not fit. */
function settled(entry: ShelfEntry, { dataset }: OpenedModel): ShelfEntry {
  const { dataset: _, ...bare } = entry;
  return dataset === null ? bare : entry;
}

function tellProblem({ card, datasetProblem }: OpenedModel): void {
  if (datasetProblem !== null)
    notify('warning', `Your data do not fit ${card.name}; its own pictures are shown. ${datasetProblem}`);
}

/**
 * Data of the person's own in place of the gallery of the model that is open, or null for that one; with the scene of
 * `hash`, or with this scene's faults on the first item. Resolves to whether it stands; if not, the person was told.
 */
export function switchDataset(dataset: DatasetSource | null, hash?: string): Promise<boolean> {
  const end = switching.then(() => toDataset(dataset, hash));
  switching = end.catch(() => undefined);
  return end;
}

async function toDataset(dataset: DatasetSource | null, hash?: string): Promise<boolean> {
  const { entry } = useOpenModel.getState();
  const from = useLab.getState().model;
  if (driver === null || entry === null || from === null) return false;
  const { client } = driver;
  let opened: OpenedModel;
  try {
    opened = await client.dataset(dataset);
  } catch (error) {
    if (!isCancelled(error)) notify('error', messageOf(error));
    return false;
  }
  // What is asked of the worker from now on is asked of another gallery.
  useOpenModel.setState(({ epoch }) => ({ epoch: epoch + 1, arriving: true }));
  const { dataset: before, ...bare } = entry;
  try {
    const { scene, revision } = useScene.getState();
    const next =
      hash === undefined
        ? { ...scene, input: inputAfter(scene.input, from, opened) }
        : readAddress(hash, summaryOf(opened)).scene;
    const reply = await client.play(sceneRequest(next, revision + 1));
    if (opened.dataset?.id === from.dataset?.id) prepareAnew(opened, next, reply);
    else show(opened, next, reply);
  } catch (error) {
    notify('error', messageOf(error));
    await client.dataset(before ?? null).catch(() => undefined);
    settleModel(entry);
    await play(client);
    return false;
  }
  settleModel(dataset === null ? bare : { ...bare, dataset });
  return true;
}

/** The same data prepared otherwise: what was done to them stays in the history. */
function prepareAnew(opened: OpenedModel, scene: Scene, reply: SceneReply): void {
  acceptModel(opened);
  useScene.setState(({ revision }) => ({ scene, revision: revision + 1 }));
  acceptReply({ ...reply, revision: useScene.getState().revision });
}

/** The same item where only its preparation changed, else the first. */
function inputAfter(
  input: Scene['input'],
  from: ModelSummary,
  { dataset, gallery }: OpenedModel,
): Scene['input'] {
  if (dataset?.id === from.dataset?.id && dataset?.id !== MADE) return input;
  const index = dataset === null ? FIRST_INPUT_INDEX : 0;
  return { kind: 'gallery', index: Math.min(index, Math.max(0, (gallery?.count ?? 1) - 1)) };
}

/** In one task, so that no half of it is ever painted. */
function show(opened: OpenedModel, scene: Scene, reply: SceneReply): void {
  acceptModel(opened);
  useScene.getState().replace(scene, false);
  acceptReply({ ...reply, revision: useScene.getState().revision });
}

/** The worker holds a model that is not wanted: the one on the screen is opened again. */
async function returnTo(before: ShelfEntry): Promise<void> {
  if (driver === null) return;
  try {
    await openInWorker(driver.client, before, driver.backend);
    settleModel(before);
    await play(driver.client);
  } catch (error) {
    setStatus({ kind: 'failed', message: messageOf(error) });
  }
}

async function play(client: LabClient): Promise<void> {
  const { scene, revision } = useScene.getState();
  const { epoch } = useOpenModel.getState();
  const stale = () => revision !== useScene.getState().revision || epoch !== useOpenModel.getState().epoch;
  if (useLab.getState().replyRevision > 0) setStatus({ kind: 'busy' });
  try {
    const reply = await client.play(sceneRequest(scene, revision));
    if (!stale()) acceptReply(reply);
  } catch (error) {
    if (stale() || isCancelled(error)) return;
    const message = messageOf(error);
    const first = useLab.getState().replyRevision === 0;
    setStatus(first ? { kind: 'failed', message } : { kind: 'refused', message });
  }
}

/** Gives up the run that takes too long, and the change that asked for it: back to the scene before. */
export function stopRun(): void {
  driver?.client.stopPlay();
  const { past, undo } = useScene.getState();
  if (past.length > 0) undo();
  else setStatus({ kind: 'refused', message: 'You stopped this run.' });
}

/** A person's file by the name that it has for them. */
function fileOf({ name, own }: ShelfEntry): string {
  const [only] = own?.files ?? [];
  return own?.files.length === 1 && only !== undefined ? only.path : name;
}

const isCancelled = (error: unknown): boolean => error instanceof LabError && error.code === 'cancelled';

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
