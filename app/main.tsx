/** Starts the page: theme, screen, keys, and the lab itself. `?backend=wasm|webgpu|cpu` forces the back end. */
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/contrast.css';
import firstPaint from 'virtual:first-paint';
import { createRoot } from 'react-dom/client';
import { readFirstPaint } from '#workers/firstPaintText.ts';
import type { BackendChoice, DatasetSource } from '#workers/labApi.ts';
import { createLabClient } from '#workers/labClient.ts';
import { askForData } from './input/missingData.ts';
import { readOwnDatasets } from './input/ownDatasets.ts';
import { askForModel } from './library/askForModel.ts';
import { FIRST_MODEL, readShelf, type ShelfEntry } from './library/modelShelf.ts';
import { ownEntry } from './library/openOwnModel.ts';
import { readOwnModels } from './library/ownModels.ts';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { startOffline } from './shell/offline.ts';
import { restoreRoom } from './shell/room.ts';
import { routeOf } from './shell/route.ts';
import { Screen } from './shell/Screen.tsx';
import { restoreTheme } from './shell/theme.ts';
import { askedModel, isModel } from './state/address.ts';
import { followAddress, type OpenAsked } from './state/addressSync.ts';
import { askedDataset, MADE } from './state/datasetField.ts';
import { useLab } from './state/lab.ts';
import { startLab, switchDataset, switchModel } from './state/labDriver.ts';
import { notify } from './state/notices.ts';
import { paintFirst } from './state/paintFirst.ts';
import { openFirstLayer } from './state/selection.ts';

const CHOICES: readonly BackendChoice[] = ['auto', 'wasm', 'webgpu', 'cpu'];

function askedBackend(): BackendChoice {
  const asked = new URLSearchParams(location.search).get('backend') ?? 'auto';
  const choice = CHOICES.find((each) => each === asked);
  if (choice === undefined)
    notify('warning', `There is no back end "${asked}"; there are wasm, webgpu and cpu.`);
  return choice ?? 'auto';
}

/** The model that an address names, if it is bundled or kept in this browser, with the data that it names. */
async function asked(id: string, hash: string): Promise<ShelfEntry | undefined> {
  const dataset = await dataOf(hash);
  const bundled = (await readShelf()).find((entry) => entry.id === id);
  if (bundled === undefined) await readOwnModels();
  const entry = bundled ?? ownEntry(id);
  return entry && { ...entry, ...(dataset && { dataset }) };
}

/** Data that are not kept here are asked for. */
async function dataOf(hash: string): Promise<DatasetSource | null> {
  const wanted = askedDataset(hash);
  if (wanted === null) return null;
  const { id, recipe } = wanted;
  if (id === MADE) return { id, name: recipe.split(';')[0] ?? '', files: [], recipe };
  const kept = (await readOwnDatasets()).find((each) => each.id === id);
  if (kept === undefined)
    askForData(id, hash, async (files) => (await import('./input/openOwnData.ts')).openOwnData(files));
  return kept ? { id, name: kept.name, files: kept.files, recipe } : null;
}

const openAsked: OpenAsked = async (id, hash) => {
  const { model } = useLab.getState();
  const dataset = await dataOf(hash);
  if (model !== null && isModel(id, model)) {
    if (dataset === null && model.dataset === null) return 'unknown';
    return (await switchDataset(dataset, hash)) ? 'opened' : 'stays';
  }
  const entry = await asked(id, hash);
  if (entry === undefined) {
    askForModel(id, hash);
    return 'unknown';
  }
  return (await switchModel(entry, hash)) ? 'opened' : 'stays';
};

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
restoreTheme();
restoreRoom();
/** The lab starts when it is first asked for, and then goes on in the background of other screens. */
let started = false;
function startWhenAsked(): void {
  if (started || routeOf(location.hash) !== 'lab') return;
  started = true;
  const named = askedModel(location.hash) ?? FIRST_MODEL.id;
  const plain = askedDataset(location.hash) === null;
  if (named === FIRST_MODEL.id && plain) start(FIRST_MODEL);
  // Only a link to another model needs the list of all models.
  else {
    const { hash } = location;
    void asked(named, hash).then((entry) => {
      if (entry === undefined) askForModel(named, hash);
      start(entry ?? FIRST_MODEL);
    });
  }
}

function start(entry: ShelfEntry): void {
  const painted = entry.id === FIRST_MODEL.id && entry.dataset === undefined;
  if (painted) paintFirst(entry, readFirstPaint(firstPaint), openAsked);
  void startLab({
    client: createLabClient(),
    entry,
    backend: askedBackend(),
    onOpened: () => {
      if (painted) return;
      followAddress(openAsked);
      const { model } = useLab.getState();
      if (model) openFirstLayer(model.graph);
    },
  });
}

startWhenAsked();
window.addEventListener('hashchange', startWhenAsked);
startOffline();
createRoot(root).render(
  <ErrorBoundary>
    <Screen />
  </ErrorBoundary>,
);
