/** Commands on the open layer and on how it is looked at. */
import type { Command } from '#app/commands/command.ts';
import { useLab } from '#app/state/lab.ts';
import { type LayerTab, useSelection } from '#app/state/selection.ts';
import { nodeById } from '#engine/graph/modelGraph.ts';
import { currentTensor } from './currentTensor.ts';
import { elementAfterKey } from './elementKeys.ts';
import { setLayerView, useLayerView } from './layerView.ts';
import { cutsOf } from './tensorCuts.ts';

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
  {
    id: 'layer.nextChange',
    title: 'Next changed element',
    group: 'View',
    keys: ['.'],
    enabled: hasChanges,
    run: () => stepChange('.'),
  },
  {
    id: 'layer.previousChange',
    title: 'Previous changed element',
    group: 'View',
    keys: [','],
    enabled: hasChanges,
    run: () => stepChange(','),
  },
  {
    id: 'layer.order',
    title: 'Most corrupted channels first, or in order',
    group: 'View',
    keys: ['I'],
    run: () => setLayerView({ order: useLayerView.getState().order === 'index' ? 'changed' : 'index' }),
  },
  {
    id: 'layer.scale',
    title: 'Scale of the colours: this layer or the whole net',
    group: 'View',
    keys: ['V'],
    run: () => setLayerView({ scope: useLayerView.getState().scope === 'layer' ? 'net' : 'layer' }),
  },
  {
    id: 'layer.histogram',
    title: 'Histogram of the layer',
    group: 'View',
    keys: ['J'],
    run: () => setLayerView({ histogram: !useLayerView.getState().histogram }),
  },
  {
    id: 'layer.table',
    title: 'Table of the most changed elements',
    group: 'View',
    keys: ['K'],
    run: () => setLayerView({ table: !useLayerView.getState().table }),
  },
];

function hasChanges(): boolean {
  return (currentTensor()?.comparison.changed ?? 0) > 0;
}

function stepChange(key: '.' | ','): void {
  const open = currentTensor();
  if (!open) return;
  const { reply, comparison, site, role } = open;
  const next = elementAfterKey(key, site, reply.shape, cutsOf(reply.shape, role), comparison);
  if (next !== null) useSelection.getState().pickSite(reply.tensor, next);
}

function showTab(tab: LayerTab): void {
  const { graph } = useLab.getState().model ?? {};
  const { node: id, showTab: show } = useSelection.getState();
  const node = graph && id !== null ? nodeById(graph, id) : undefined;
  if (!node || (tab === 'weights' && node.parameters.length === 0)) return;
  show(node, tab);
}
