/** The head of the network panel: how far the corruption came. */
import { useMemo } from 'react';
import { useGraph, useReply } from '#app/state/lab.ts';
import { useEffectiveView } from '#app/state/selection.ts';
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
          {faults ? `${reached} of ${count} layers changed` : `${count} layers`}
        </p>
      )}
    </div>
  );
}
