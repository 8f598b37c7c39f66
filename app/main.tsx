/** Starts the page: theme, screen, keys, and the lab itself. `?backend=wasm|webgpu|cpu` forces the back end. */
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/contrast.css';
import firstPaint from 'virtual:first-paint';
import { createRoot } from 'react-dom/client';
import { readFirstPaint } from '#workers/firstPaintText.ts';
import type { BackendChoice } from '#workers/labApi.ts';
import { createLabClient } from '#workers/labClient.ts';
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
import { askedModel } from './state/address.ts';
import { followAddress, type OpenAsked } from './state/addressSync.ts';
import { useLab } from './state/lab.ts';
import { startLab, switchModel } from './state/labDriver.ts';
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

/** The model that an address names, if it is bundled or kept in this browser. */
async function asked(id: string): Promise<ShelfEntry | undefined> {
  const bundled = (await readShelf()).find((entry) => entry.id === id);
  if (bundled !== undefined) return bundled;
  await readOwnModels();
  return ownEntry(id);
}

const openAsked: OpenAsked = async (id, hash) => {
  const entry = await asked(id);
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
  if (named === FIRST_MODEL.id) start(FIRST_MODEL);
  // Only a link to another model needs the list of all models.
  else {
    const { hash } = location;
    void asked(named).then((entry) => {
      if (entry === undefined) askForModel(named, hash);
      start(entry ?? FIRST_MODEL);
    });
  }
}

function start(entry: ShelfEntry): void {
  const painted = entry.id === FIRST_MODEL.id;
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
