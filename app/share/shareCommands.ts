/** Commands that take the scene elsewhere. The code of exports is fetched with the first of them. */
import type { Command } from '#app/commands/command.ts';
import { openDialog } from '#app/shell/dialogs.ts';
import { useDisplay } from '#app/state/display.ts';
import { useLab } from '#app/state/lab.ts';
import { notify } from '#app/state/notices.ts';
import { useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { commandLine } from './commandLine.ts';
import { copyText } from './copyText.ts';
import { pickSceneFile } from './pickSceneFile.ts';
import { sceneLink, tooLong } from './sceneLink.ts';

const exports = () => import('./exports.ts');
const hasModel = (): boolean => useLab.getState().model !== null;
const hasTensor = (): boolean => hasModel() && useSelection.getState().tensor !== null;

export const SHARE_COMMANDS: readonly Command[] = [
  {
    id: 'share.open',
    title: 'Share',
    group: 'Share',
    keys: ['S'],
    run: () => openDialog('share'),
    enabled: hasModel,
  },
  {
    id: 'share.copyLink',
    title: 'Copy a link to this scene',
    group: 'Share',
    keys: ['Y'],
    run: copyLink,
    enabled: hasModel,
  },
  {
    id: 'share.showAll',
    title: 'Show what the link hides',
    group: 'Share',
    keys: [],
    run: () => useDisplay.setState({ hidden: [] }),
    enabled: () => useDisplay.getState().hidden.length > 0,
  },
  {
    id: 'export.open',
    title: 'Export',
    group: 'Share',
    keys: ['E'],
    run: () => openDialog('export'),
    enabled: hasModel,
  },
  {
    id: 'export.scene',
    title: 'Save the scene',
    group: 'Share',
    keys: ['Mod+S'],
    run: () => void exports().then(({ saveScene }) => saveScene()),
    enabled: hasModel,
  },
  {
    id: 'export.openScene',
    title: 'Open a scene file',
    group: 'Share',
    keys: ['Mod+O'],
    run: pickSceneFile,
    enabled: hasModel,
  },
  {
    id: 'export.heatmap',
    title: 'Save the heatmap (PNG)',
    group: 'Share',
    keys: [],
    run: () => void exports().then(({ saveHeatmap }) => saveHeatmap()),
    enabled: hasTensor,
  },
  {
    id: 'export.graph',
    title: 'Save the network (SVG)',
    group: 'Share',
    keys: [],
    run: () => void exports().then(({ saveGraph }) => saveGraph()),
    enabled: hasModel,
  },
  {
    id: 'export.goldenTensor',
    title: 'Save the tensor, golden (.npy)',
    group: 'Share',
    keys: [],
    run: () => void exports().then(({ saveTensor }) => saveTensor('golden')),
    enabled: hasTensor,
  },
  {
    id: 'export.faultyTensor',
    title: 'Save the tensor, faulty (.npy)',
    group: 'Share',
    keys: [],
    run: () => void exports().then(({ saveTensor }) => saveTensor('faulty')),
    enabled: hasTensor,
  },
  {
    id: 'export.allTensors',
    title: 'Save all tensors (.zip)',
    group: 'Share',
    keys: [],
    run: () => void exports().then(({ saveAllTensors }) => saveAllTensors()),
    enabled: hasModel,
  },
  {
    id: 'export.input',
    title: 'Save the input (.npy)',
    group: 'Share',
    keys: [],
    run: () => void exports().then(({ saveInput }) => saveInput()),
    enabled: hasModel,
  },
  {
    id: 'export.commandLine',
    title: 'Copy as command line',
    group: 'Share',
    keys: [],
    run: copyCommandLine,
    enabled: hasModel,
  },
];

function copyLink(): void {
  const link = sceneLink(useDisplay.getState());
  void copyText(link, 'The link to this scene').then(() => {
    if (tooLong(link))
      notify('warning', 'The link is longer than 4 kB; many programs cut it. Save the scene instead.');
  });
}

function copyCommandLine(): void {
  const { model } = useLab.getState();
  if (model) void copyText(commandLine(useScene.getState().scene, model), 'The command line');
}
