/** One node of the network as a button: name, kind, shape, small picture, and what the corruption did to it. */
import { memo } from 'react';
import type { View } from '#app/state/selection.ts';
import type { GraphNode, NodeId } from '#engine/graph/modelGraph.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { SceneReply } from '#workers/labApi.ts';
import { faultCount, kindText, type NodeFacts, nodeLabel, shareText } from './nodeFacts.ts';
import type { NodeBox } from './pixels.ts';
import { Thumb } from './Thumb.tsx';

export interface NodeCardProps {
  readonly node: GraphNode;
  readonly facts: NodeFacts;
  readonly box: NodeBox;
  readonly reply: SceneReply | null;
  readonly view: View;
  readonly delayMs: number;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly onOpen: (node: GraphNode) => void;
  readonly onFocus: (id: NodeId) => void;
}

/** Cards narrower than this have smaller pictures, and as many as leave room for the words. */
const COMPACT_BELOW = 440;
const tilesIn = (width: number): number =>
  width >= COMPACT_BELOW ? 6 : Math.max(1, Math.min(6, Math.floor((width - 208) / 31)));

export const NodeCard = memo(function NodeCard(props: NodeCardProps) {
  const { node, facts, box, reply, view, delayMs, selected, tabStop, onOpen, onFocus } = props;
  const thumbnail = reply?.faultyThumbnails.entries.find((entry) => entry.node === node.id);
  const changed = facts.changed > 0 && view !== 'golden';
  const style = {
    left: box.x,
    top: box.y,
    width: box.width,
    height: box.height,
    ['--delay' as string]: `${delayMs}ms`,
    ['--share' as string]: changed ? Math.max(0.01, facts.changed / facts.size) : 0,
  };
  return (
    <li className="node-place" style={style}>
      <button
        type="button"
        className="node"
        data-node={node.id}
        data-changed={changed}
        data-compact={box.width < COMPACT_BELOW}
        aria-label={nodeLabel(node, facts)}
        aria-current={selected}
        title={changed ? `${node.name}: largest change ${shortNumber(facts.maxAbsDiff)}` : node.name}
        tabIndex={tabStop ? 0 : -1}
        onClick={() => onOpen(node)}
        onFocus={() => onFocus(node.id)}
      >
        <span className="node-text">
          <span className="node-name">{node.name}</span>
          <span className="node-kind">{kindText(node)}</span>
          <span className="node-shape">
            <span>{facts.shape}</span>
            {changed && <span className="node-changed">{shareText(facts.changed, facts.size)}</span>}
            {changed && <span className="node-changed">changed</span>}
          </span>
        </span>
        {thumbnail && reply && (
          <Thumb mostTiles={tilesIn(box.width)} {...{ thumbnail, reply, view, delayMs }} />
        )}
        <span className="node-strip" />
        <span className="node-badges">
          {changed && facts.nan > 0 && <span className="badge">NaN {facts.nan}</span>}
          {changed && facts.inf > 0 && <span className="badge">Inf {facts.inf}</span>}
          {facts.faults > 0 && <span className="badge strong">{faultCount(facts.faults)}</span>}
        </span>
      </button>
    </li>
  );
});
