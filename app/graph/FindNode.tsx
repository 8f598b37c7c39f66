/** Finds a layer by name or kind: type, arrows choose, Enter goes there (combobox with a list box over the network). */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { GraphNode, ModelGraph } from '#engine/graph/modelGraph.ts';
import { findNodes } from './findNodes.ts';
import { blocksIn, showFind } from './networkStore.ts';
import { kindText } from './nodeFacts.ts';

export interface FindNodeProps {
  readonly graph: ModelGraph;
  readonly onFound: (node: GraphNode) => void;
}

export function FindNode({ graph, onFound }: FindNodeProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const found = findNodes(graph.nodes, text);
  const current = Math.min(at, found.length - 1);
  useEffect(() => {
    before.current = document.activeElement;
    field.current?.focus({ preventScroll: true });
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is another list
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView?.({ block: 'nearest' });
  }, [current, text]);
  const close = () => {
    showFind(false);
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
  };
  const choose = (node: GraphNode) => {
    showFind(false);
    onFound(node);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const node = found[current];
    if (step !== 0 && found.length > 0) setAt((current + step + found.length) % found.length);
    else if (event.key === 'Enter' && node) choose(node);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { blocks, blockOf } = blocksIn(graph).tree;
  return (
    <div className="find-node graph-overlay">
      <input
        ref={field}
        className="find-field"
        role="combobox"
        aria-label="Find a layer"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={found[current] ? `${id}-${current}` : undefined}
        placeholder="Find a layer by name or kind"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (!event.currentTarget.parentElement?.contains(event.relatedTarget)) showFind(false);
        }}
      />
      <div ref={list} className="find-list" role="listbox" id={`${id}-list`} aria-label="Layers found">
        {found.map((node, i) => {
          const block = blocks.get(blockOf.get(node.id) ?? '@');
          return (
            <div
              key={node.id}
              id={`${id}-${i}`}
              className="find-result"
              role="option"
              tabIndex={-1}
              aria-selected={i === current}
              onPointerMove={() => setAt(i)}
              onClick={() => choose(node)}
              onKeyDown={onKeyDown}
            >
              <span className="node-name">{node.name}</span>
              <span className="find-kind">{kindText(node)}</span>
              <span className="find-block">{block?.name}</span>
            </div>
          );
        })}
      </div>
      {found.length === 0 && <p className="find-none">No layer is called “{text}”.</p>}
    </div>
  );
}
