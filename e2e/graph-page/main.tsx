/** The network panel alone, with any graph and pictures made up for it: `show('branching')`, or a graph as JSON. */
import { createRoot } from 'react-dom/client';
import { installHotkeys } from '#app/commands/hotkeys.ts';
import { GraphPanel } from '#app/graph/GraphPanel.tsx';
import { NetworkHead } from '#app/graph/NetworkHead.tsx';
import { acceptModel, acceptReply } from '#app/state/lab.ts';
import { useSelection } from '#app/state/selection.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import '#app/styles/fonts.css';
import '#app/styles/tokens.css';
import '#app/styles/base.css';
import '#app/shell/shell.css';
import { branchingGraph, denseGraph, wideGraph } from '#app/graph/madeUpNetworks.ts';
import { openedModel, replyFor } from './madeUp.ts';

const GRAPHS = {
  branching: () => branchingGraph(400),
  dense: () => denseGraph(40),
  wide: () => wideGraph(9, 6),
  slow: () => wideGraph(24, 40),
};

declare global {
  interface Window {
    show: (graph: keyof typeof GRAPHS | ModelGraph, corruptFrom?: string) => void;
    openedNode: () => string | null;
  }
}

let shown = 0;
window.show = (asked, corruptFrom) => {
  const graph = typeof asked === 'string' ? GRAPHS[asked]() : asked;
  shown++;
  acceptModel(openedModel(graph, shown));
  acceptReply(replyFor(graph, shown, corruptFrom));
};
window.openedNode = () => useSelection.getState().node;

installHotkeys();
createRoot(document.getElementById('root') as HTMLElement).render(
  <main style={{ display: 'grid', height: '100dvh' }} className="panels-alone">
    <section
      className="panel"
      data-panel="network"
      aria-labelledby="network-title"
      style={{ display: 'flex', flexDirection: 'column', gap: 14, minHeight: 0, padding: '14px 16px 0' }}
    >
      <NetworkHead titleId="network-title" />
      <GraphPanel />
    </section>
  </main>,
);
