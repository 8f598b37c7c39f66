/** The head of the network panel: how far the corruption came, and the ways to look at it. */
import { type ReactNode, useMemo } from 'react';
import { commandById, runCommand } from '#app/commands/registry.ts';
import { useGraph, useReply } from '#app/state/lab.ts';
import { useEffectiveView } from '#app/state/selection.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { blocksIn, useOpenBlocks } from './networkStore.ts';
import { reachedNodes } from './nodeFacts.ts';

export function NetworkHead({ titleId }: { readonly titleId: string }) {
  const graph = useGraph();
  const reply = useReply();
  const golden = useEffectiveView() === 'golden';
  const reached = useMemo(() => (graph ? reachedNodes(graph, reply).size : 0), [graph, reply]);
  const count = graph?.nodes.length ?? 0;
  const faults = (reply?.faults.length ?? 0) > 0;
  return (
    <div className="network-head">
      <h2 className="panel-title" id={titleId}>
        Network
      </h2>
      {golden && faults ? (
        <p>golden</p>
      ) : (
        <p className={reached > 0 ? 'network-reached' : undefined}>
          {faults ? (
            <>
              {reached} of {count} <span className="network-word">layers</span> changed
            </>
          ) : (
            `${count} layers`
          )}
        </p>
      )}
      <div className="network-tools">
        {graph && <BlocksTool graph={graph} />}
        <Tool command="network.find">
          <circle cx="7" cy="7" r="4.25" />
          <path d="M10.2 10.2 14 14" />
        </Tool>
        <Tool command="network.zoomOut">
          <path d="M3 8h10" />
        </Tool>
        <Tool command="network.zoomIn">
          <path d="M3 8h10M8 3v10" />
        </Tool>
        <Tool command="network.fit">
          <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />
        </Tool>
      </div>
    </div>
  );
}

/** One button that opens all blocks, or closes them where any is open. */
function BlocksTool({ graph }: { readonly graph: ModelGraph }) {
  const open = useOpenBlocks(graph);
  if (blocksIn(graph).tree.blocks.size === 0) return null;
  return open.size > 0 ? (
    <Tool command="network.closeAll">
      <path d="m4.5 2.5 3.5 3.5 3.5-3.5M4.5 13.5 8 10l3.5 3.5" />
    </Tool>
  ) : (
    <Tool command="network.openAll">
      <path d="M4.5 6 8 2.5 11.5 6M4.5 10 8 13.5 11.5 10" />
    </Tool>
  );
}

function Tool({ command, children }: { readonly command: string; readonly children: ReactNode }) {
  const { title, keys } = commandById(command);
  return (
    <button
      type="button"
      className="network-tool"
      aria-label={title}
      title={keys[0] === undefined ? title : `${title} (${keys[0]})`}
      onClick={() => runCommand(command)}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <title>{title}</title>
        {children}
      </svg>
    </button>
  );
}
