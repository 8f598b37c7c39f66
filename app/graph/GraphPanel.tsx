/** The network: edges as SVG, nodes as a list of buttons over it, one tab stop. What corruption has reached is red. */
import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useGraph, useReply } from '#app/state/lab.ts';
import { useActiveFaults } from '#app/state/scene.ts';
import { useEffectiveView, useSelection } from '#app/state/selection.ts';
import { useWidth } from '#app/ui/useWidth.ts';
import type { GraphNode, ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';
import { cardSize } from './cardSize.ts';
import { layoutGraph } from './layout.ts';
import { NodeCard } from './NodeCard.tsx';
import { nodeFacts, reachedNodes } from './nodeFacts.ts';
import { graphPixels } from './pixels.ts';
import { nodeAfterKey } from './rove.ts';
import { useTravel } from './useTravel.ts';
import './graph.css';

export function GraphPanel({ onOpened }: { readonly onOpened?: () => void }) {
  const graph = useGraph();
  return graph ? (
    <Network graph={graph} onOpened={onOpened} />
  ) : (
    <p className="graph-empty">Opening the model</p>
  );
}

interface NetworkProps {
  readonly graph: ModelGraph;
  readonly onOpened: (() => void) | undefined;
}

function Network({ graph, onOpened }: NetworkProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const height = useHeight(frame);
  const reply = useReply();
  const faults = useActiveFaults();
  const view = useEffectiveView();
  const selected = useSelection((state) => state.node);
  const [focused, setFocused] = useState<NodeId | null>(null);
  const layout = useMemo(() => layoutGraph(graph), [graph]);
  const drawing = useMemo(
    () => graphPixels(layout, cardSize(layout, width, height)),
    [layout, width, height],
  );
  const reached = useMemo(() => reachedNodes(graph, reply), [graph, reply]);
  const { delays, travelling } = useTravel(graph, reached, reply);
  const facts = useMemo(
    () => graph.nodes.map((node) => nodeFacts(node, graph, reply, faults)),
    [graph, reply, faults],
  );
  const list = useRef<HTMLUListElement>(null);
  const tabStop = focused ?? selected ?? graph.nodes[0]?.id;

  const open = useCallback(
    (node: GraphNode) => {
      useSelection.getState().openNode(node);
      onOpened?.();
    },
    [onOpened],
  );
  const move = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || tabStop === undefined) return;
    const next = nodeAfterKey(event.key, layout.places, tabStop);
    if (next === null) return;
    event.preventDefault();
    setFocused(next);
    list.current?.querySelector<HTMLButtonElement>(`[data-node="${CSS.escape(next)}"]`)?.focus();
  };

  return (
    <div ref={frame} className="graph-frame">
      <div
        className="graph"
        data-travelling={travelling}
        style={{ width: drawing.width, height: drawing.height }}
      >
        <svg width={drawing.width} height={drawing.height} aria-hidden="true">
          <title>Edges</title>
          {drawing.edges.map(({ from, to, path }) => (
            <path
              key={`${from} ${to}`}
              d={path}
              className={reached.has(from) && view !== 'golden' ? 'edge reached' : 'edge'}
              style={{ ['--delay' as string]: `${delays.get(to) ?? 0}ms` }}
            />
          ))}
        </svg>
        <ul ref={list} aria-label={`Network, ${graph.nodes.length} nodes`} onKeyDown={move}>
          {width > 0 &&
            graph.nodes.map((node, i) => (
              <NodeCard
                key={node.id}
                node={node}
                facts={facts[i] as (typeof facts)[number]}
                box={drawing.boxes[i] as (typeof drawing.boxes)[number]}
                delayMs={delays.get(node.id) ?? 0}
                selected={node.id === selected}
                tabStop={node.id === tabStop}
                onOpen={open}
                onFocus={setFocused}
                {...{ reply, view }}
              />
            ))}
        </ul>
      </div>
    </div>
  );
}

function useHeight(frame: { readonly current: HTMLDivElement | null }): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return height;
}
