/** Commands on the open layer and on how it is looked at. */
import type { Command } from '#app/commands/command.ts';
import { useLab } from '#app/state/lab.ts';
import { type LayerTab, useSelection } from '#app/state/selection.ts';
import { nodeById } from '#engine/graph/modelGraph.ts';

export const LAYER_COMMANDS: readonly Command[] = [
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
    id: 'layer.range',
    title: 'Range and storage of the layer',
    group: 'Network',
    keys: ['3'],
    run: () => showTab('range'),
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
];

function showTab(tab: LayerTab): void {
  const { graph } = useLab.getState().model ?? {};
  const { node: id, showTab: show } = useSelection.getState();
  const node = graph && id !== null ? nodeById(graph, id) : undefined;
  if (!node || (tab === 'weights' && node.parameters.length === 0)) return;
  show(node, tab);
}
