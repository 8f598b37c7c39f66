/** Every command of the page. */

import { closeDialog, openDialog } from '#app/shell/dialogs.ts';
import { showPanel } from '#app/shell/panels.ts';
import { nextTheme } from '#app/shell/theme.ts';
import { takesDrawings } from '#app/state/drawing.ts';
import { useLab } from '#app/state/lab.ts';
import { notify } from '#app/state/notices.ts';
import { useScene } from '#app/state/scene.ts';
import { type LayerTab, useSelection } from '#app/state/selection.ts';
import { nodeById } from '#engine/graph/modelGraph.ts';
import type { Command } from './command.ts';
import { toggleLetterKeys } from './letterKeys.ts';

export const COMMANDS: readonly Command[] = [
  {
    id: 'faults.undo',
    title: 'Undo',
    group: 'Faults',
    keys: ['Mod+Z'],
    run: () => useScene.getState().undo(),
    enabled: () => useScene.getState().past.length > 0,
  },
  {
    id: 'faults.redo',
    title: 'Redo',
    group: 'Faults',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    run: () => useScene.getState().redo(),
    enabled: () => useScene.getState().future.length > 0,
  },
  { id: 'faults.add', title: 'Add a fault as text', group: 'Faults', keys: ['/'], run: focusFaultField },
  {
    id: 'faults.removeLast',
    title: 'Remove the last fault',
    group: 'Faults',
    keys: ['Backspace'],
    run: () => useScene.getState().removeFault(useScene.getState().scene.faults.length - 1),
    enabled: hasFaults,
  },
  {
    id: 'faults.clear',
    title: 'Remove all faults',
    group: 'Faults',
    keys: ['Shift+Backspace'],
    run: () => useScene.getState().clearFaults(),
    enabled: hasFaults,
  },
  { id: 'input.next', title: 'Next picture', group: 'Picture', keys: ['N'], run: () => stepInput(1) },
  {
    id: 'input.previous',
    title: 'Previous picture',
    group: 'Picture',
    keys: ['P'],
    run: () => stepInput(-1),
  },
  {
    id: 'input.choose',
    title: 'Choose a picture',
    group: 'Picture',
    keys: ['C'],
    run: () => openDialog('gallery'),
  },
  {
    id: 'input.draw',
    title: 'Draw a digit',
    group: 'Picture',
    keys: ['W'],
    run: () => openDialog('draw'),
    enabled: canDraw,
  },
  {
    id: 'input.file',
    title: 'Open a picture file',
    group: 'Picture',
    keys: ['O'],
    run: () => openDialog('file'),
    enabled: canDraw,
  },
  { id: 'network.next', title: 'Next layer', group: 'Network', keys: [']'], run: () => stepNode(1) },
  { id: 'network.previous', title: 'Previous layer', group: 'Network', keys: ['['], run: () => stepNode(-1) },
  {
    id: 'layer.activations',
    title: 'Activations of the layer',
    group: 'Network',
    keys: ['1'],
    run: () => showTab('activations'),
  },
  {
    id: 'layer.weights',
    title: 'Weights of the layer',
    group: 'Network',
    keys: ['2'],
    run: () => showTab('weights'),
  },
  {
    id: 'view.holdGolden',
    title: 'Show golden while the key is held',
    group: 'View',
    keys: ['G'],
    run: () => useSelection.getState().holdGolden(true),
    release: () => useSelection.getState().holdGolden(false),
  },
  {
    id: 'view.faulty',
    title: 'Show faulty',
    group: 'View',
    keys: ['F'],
    run: () => useSelection.getState().setView('faulty'),
  },
  {
    id: 'view.difference',
    title: 'Show the difference',
    group: 'View',
    keys: ['D'],
    run: () => useSelection.getState().setView('difference'),
  },
  {
    id: 'page.palette',
    title: 'All commands',
    group: 'Page',
    keys: ['Mod+K'],
    run: () => openDialog('palette'),
  },
  { id: 'page.help', title: 'Keys and help', group: 'Page', keys: ['?'], run: () => openDialog('help') },
  {
    id: 'page.theme',
    title: 'Light, dark or as the system says',
    group: 'Page',
    keys: ['T'],
    run: nextTheme,
  },
  {
    id: 'page.copyLink',
    title: 'Copy a link to this scene',
    group: 'Page',
    keys: ['S'],
    run: () => void copyLink(),
  },
  {
    id: 'page.letterKeys',
    title: 'Single-letter keys on or off',
    group: 'Page',
    keys: [],
    run: toggleLetterKeys,
  },
];

const byId = new Map(COMMANDS.map((command) => [command.id, command]));

export function commandById(id: string): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`No command ${id}`);
  return command;
}

/** Runs a command if it can be run now. */
export function runCommand(id: string): void {
  const command = commandById(id);
  if (command.enabled?.() ?? true) command.run();
}

function hasFaults(): boolean {
  return useScene.getState().scene.faults.length > 0;
}

function canDraw(): boolean {
  const { model } = useLab.getState();
  return model !== null && takesDrawings(model.graph);
}

function focusFaultField(): void {
  closeDialog();
  showPanel('faults');
  // The panel may just have been hidden.
  requestAnimationFrame(() => document.getElementById('fault-field')?.focus());
}

function stepInput(step: number): void {
  const { scene, past, setInput } = useScene.getState();
  const count = useLab.getState().model?.gallery?.count ?? 0;
  if (count === 0) return;
  // From a drawing it goes on where the gallery was left.
  const inputs = [scene, ...past.toReversed()].map(({ input }) => input);
  const last = inputs.find((input) => input.kind === 'gallery')?.index ?? 0;
  setInput({ kind: 'gallery', index: (last + step + count) % count });
}

function stepNode(step: number): void {
  const nodes = useLab.getState().model?.graph.nodes ?? [];
  const { node, openNode } = useSelection.getState();
  const at = nodes.findIndex(({ id }) => id === node);
  const next = nodes[at < 0 ? 0 : at + step];
  if (next) openNode(next);
}

function showTab(tab: LayerTab): void {
  const { graph } = useLab.getState().model ?? {};
  const { node: id, showTab: show } = useSelection.getState();
  const node = graph && id !== null ? nodeById(graph, id) : undefined;
  if (!node || (tab === 'weights' && node.parameters.length === 0)) return;
  show(node, tab);
}

async function copyLink(): Promise<void> {
  // The address is written a moment after the last change.
  await new Promise((resolve) => setTimeout(resolve, 250));
  try {
    await navigator.clipboard.writeText(location.href);
    notify('info', 'The link to this scene is copied.');
  } catch {
    notify('warning', 'The browser does not let the page copy. The address bar holds the link.');
  }
}
