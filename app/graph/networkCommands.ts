/** Commands on the network: from layer to layer, finding one, blocks, and how it is looked at. */
import type { Command } from '#app/commands/command.ts';
import { showPanel } from '#app/shell/panels.ts';
import { useLab } from '#app/state/lab.ts';
import { useSelection } from '#app/state/selection.ts';
import { cameraOnPage } from './cameraControl.ts';
import { blocksIn, openAllBlocks, openGraph, setOpenBlocks, showFind } from './networkStore.ts';

const ZOOM_STEP = 1.25;

const group = 'Network';
const hasModel = () => openGraph() !== null;
const hasBlocks = () => {
  const graph = openGraph();
  return graph !== null && blocksIn(graph).tree.blocks.size > 0;
};

export const NETWORK_COMMANDS: readonly Command[] = [
  { id: 'network.next', title: 'Next layer', group, keys: [']'], run: () => stepNode(1) },
  { id: 'network.previous', title: 'Previous layer', group, keys: ['['], run: () => stepNode(-1) },
  {
    id: 'network.find',
    title: 'Find a layer',
    group,
    // Pressed in the field it opens the browser's own search.
    keys: ['Mod+F', 'Shift+F'],
    enabled: hasModel,
    run: () => {
      showPanel('network');
      showFind(true);
    },
  },
  {
    id: 'network.zoomIn',
    title: 'Zoom in',
    group,
    keys: ['+', '='],
    enabled: hasModel,
    run: () => zoom(ZOOM_STEP),
  },
  {
    id: 'network.zoomOut',
    title: 'Zoom out',
    group,
    keys: ['-'],
    enabled: hasModel,
    run: () => zoom(1 / ZOOM_STEP),
  },
  {
    id: 'network.fit',
    title: 'Fit the network',
    group,
    keys: ['0'],
    enabled: hasModel,
    run: () => cameraOnPage()?.fit(),
  },
  {
    id: 'network.openAll',
    title: 'Open all blocks',
    group,
    keys: [],
    enabled: hasBlocks,
    run: () => {
      const graph = openGraph();
      if (graph) openAllBlocks(graph);
    },
  },
  {
    id: 'network.closeAll',
    title: 'Close all blocks',
    group,
    keys: [],
    enabled: hasBlocks,
    run: () => {
      const graph = openGraph();
      if (graph) setOpenBlocks(graph, []);
    },
  },
];

function stepNode(step: number): void {
  const nodes = useLab.getState().model?.graph.nodes ?? [];
  const { node, openNode } = useSelection.getState();
  const at = nodes.findIndex(({ id }) => id === node);
  const next = nodes[at < 0 ? 0 : at + step];
  if (next) openNode(next);
}

function zoom(factor: number): void {
  cameraOnPage()?.zoom(factor, undefined, undefined, true);
}
