/** The cards and titles in sight as one list, in topological order; each says its place, as others are not mounted. */
import { useMemo } from 'react';
import { useEffectiveView } from '#app/state/selection.ts';
import { type ModelGraph, nodeById } from '#engine/graph/modelGraph.ts';
import type { SceneReply } from '#workers/labApi.ts';
import { Card, type CardRate } from './Card.tsx';
import type { Sight } from './cameraControl.ts';
import { blockFace, type CardFace, type FactsByNode, nodeFace } from './cardFace.ts';
import type { CardSize } from './cardSize.ts';
import { FrameTitle } from './FrameTitle.tsx';
import type { PlacedItem } from './measured.ts';
import { overlaps } from './rect.ts';

export interface CardListProps {
  readonly graph: ModelGraph;
  readonly items: readonly PlacedItem[];
  readonly facts: FactsByNode;
  readonly reply: SceneReply | null;
  readonly lines: CardSize['lines'];
  readonly sight: Sight;
  readonly selected: string | null;
  /** The item that holds the tab stop; mounted wherever it is. */
  readonly at: string | null;
  /** Rates of a campaign by card. */
  readonly rateOf: (item: PlacedItem['item']) => CardRate | null;
  readonly delayOf: (id: string) => number;
  readonly onOpen: (placed: PlacedItem) => void;
  readonly onFocus: (id: string) => void;
}

/** So few are all mounted, so that nothing is out of reach of a search in the page. */
const ALL_UP_TO = 40;

export function CardList(props: CardListProps) {
  const { graph, items, facts, reply, lines, sight, selected, at, rateOf, delayOf, onOpen, onFocus } = props;
  const view = useEffectiveView();
  const faces = useMemo(() => facesOf(graph, items, facts), [graph, items, facts]);
  const all = items.length <= ALL_UP_TO;
  const shown = items.length === graph.nodes.length ? '' : `, ${items.length} items shown`;
  return (
    <ul aria-label={`Network, ${graph.nodes.length} nodes${shown}`}>
      {items.map((placed, i) => {
        const { item } = placed;
        const face = faces[i];
        if (!face || !(all || item.id === at || overlaps(placed, sight.rect))) return null;
        const common = {
          placed,
          face,
          tabStop: item.id === at,
          position: i + 1,
          count: items.length,
          onFocus,
        };
        return item.kind === 'open' ? (
          <FrameTitle key={item.id} id={item.id} onClose={onOpen} {...common} />
        ) : (
          <Card
            key={item.id}
            selected={item.id === selected}
            delayMs={delayOf(item.id)}
            far={sight.far}
            rated={rateOf(item)}
            {...{ lines, reply, view, onOpen }}
            {...common}
          />
        );
      })}
    </ul>
  );
}

function facesOf(
  graph: ModelGraph,
  items: readonly PlacedItem[],
  facts: FactsByNode,
): readonly (CardFace | null)[] {
  return items.map(({ item }) => {
    if (item.kind !== 'node') return blockFace(item.block, graph, facts);
    const node = nodeById(graph, item.id);
    const own = facts.get(item.id);
    return node && own ? nodeFace(node, own) : null;
  });
}
