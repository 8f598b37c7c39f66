/** Starts the page: theme, screen, keys, and the lab itself. `?backend=wasm|webgpu|cpu` forces the back end. */
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import type { BackendChoice } from '#workers/labApi.ts';
import { createLabClient } from '#workers/labClient.ts';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { routeOf } from './shell/route.ts';
import { Screen } from './shell/Screen.tsx';
import { restoreTheme } from './shell/theme.ts';
import { followAddress } from './state/addressSync.ts';
import { useLab } from './state/lab.ts';
import { startLab } from './state/labDriver.ts';
import { notify } from './state/notices.ts';
import { useSelection } from './state/selection.ts';

const MODEL = 'models/lenet5/';
const CHOICES: readonly BackendChoice[] = ['auto', 'wasm', 'webgpu', 'cpu'];

function askedBackend(): BackendChoice {
  const asked = new URLSearchParams(location.search).get('backend') ?? 'auto';
  const choice = CHOICES.find((each) => each === asked);
  if (choice === undefined)
    notify('warning', `There is no back end "${asked}"; there are wasm, webgpu and cpu.`);
  return choice ?? 'auto';
}

/** The first layer that has weights, so that there is something to see before the first click. */
function openFirstLayer(): void {
  const { node, openNode } = useSelection.getState();
  const first = useLab.getState().model?.graph.nodes.find(({ parameters }) => parameters.length > 0);
  if (node === null && first) openNode(first);
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
restoreTheme();
createRoot(root).render(
  <ErrorBoundary>
    <Screen />
  </ErrorBoundary>,
);

/** The lab starts when it is first asked for, and then goes on in the background of other screens. */
let started = false;
function startWhenAsked(): void {
  if (started || routeOf(location.hash) !== 'lab') return;
  started = true;
  void startLab({
    client: createLabClient(),
    modelUrl: new URL(MODEL, document.baseURI).href,
    backend: askedBackend(),
    onOpened: () => {
      followAddress();
      openFirstLayer();
    },
  });
}
startWhenAsked();
window.addEventListener('hashchange', startWhenAsked);
