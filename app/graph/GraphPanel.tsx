/** The network: edges as SVG, cards as a list of buttons over it, one tab stop. What corruption has reached is red. */
import { useCallback, useMemo, useRef } from 'react';
import { cardRates } from '#app/campaign/cardRates.ts';
import { VulnerabilityLegend } from '#app/campaign/VulnerabilityLegend.tsx';
import { useVulnerability } from '#app/campaign/vulnerability.ts';
import { useLab, useReply } from '#app/state/lab.ts';
import { useActiveFaults } from '#app/state/scene.ts';
import { useEffectiveView, useSelection } from '#app/state/selection.ts';
import type { GraphNode, ModelGraph, NodeId } from '#engine/graph/modelGraph.ts';
import { CardList } from './CardList.tsx';
import { Edges } from './Edges.tsx';
import { FindNode } from './FindNode.tsx';
import { Minimap } from './Minimap.tsx';
import type { PlacedItem } from './measured.ts';
import { cardOf, openAround, toggleBlock, useNetwork, useOpenBlocks, useRearranged } from './networkStore.ts';
import { factsOf, reachedNodes } from './nodeFacts.ts';
import { SlowLayout } from './SlowLayout.tsx';
import { useCamera } from './useCamera.ts';
import { useDrawing } from './useDrawing.ts';
import { usePanelSize } from './usePanelSize.ts';
import { useRoving } from './useRoving.ts';
import { useSettling } from './useSettling.ts';
import { useTravel } from './useTravel.ts';
import './graph.css';
import './graphCards.css';

export function GraphPanel({ onOpened }: { readonly onOpened?: () => void }) {
  const model = useLab((state) => state.model);
  return model ? (
    <Network key={model.modelHash} graph={model.graph} onOpened={onOpened} />
  ) : (
    <p className="graph-empty">Opening the model</p>
  );
}

interface NetworkProps {
  readonly graph: ModelGraph;
  readonly onOpened: (() => void) | undefined;
}

const NONE: ReadonlySet<NodeId> = new Set();

function Network({ graph, onOpened }: NetworkProps) {
  const frame = useRef<HTMLDivElement>(null);
  const world = useRef<HTMLDivElement>(null);
  const reply = useReply();
  const faults = useActiveFaults();
  const golden = useEffectiveView() === 'golden';
  const selectedNode = useSelection((state) => state.node);
  const finding = useNetwork((state) => state.finding);
  const open = useOpenBlocks(graph);
  const screen = usePanelSize(frame);
  const { arrangement, size, slow } = useDrawing(graph, screen);
  const { items, edges, bounds } = arrangement;
  const { control, sight } = useCamera(frame, world, screen, bounds, useRearranged(graph));
  const facts = useMemo(() => factsOf(graph, reply, faults), [graph, reply, faults]);
  const reached = useMemo(() => reachedNodes(graph, reply), [graph, reply]);
  const { delays, travelling } = useTravel(graph, reached, reply);
  const selected = selectedNode === null ? null : cardOf(graph, selectedNode, open);
  const roving = useRoving(frame, control, items, selected);
  useSettling(world, control, items, roving.at);

  const { goTo, keepFocusOn } = roving;
  const openItem = useCallback(
    ({ item }: PlacedItem) => {
      if (item.kind === 'node') {
        const node = graph.nodes.find(({ id }) => id === item.id);
        if (node) useSelection.getState().openNode(node);
        onOpened?.();
      } else {
        keepFocusOn(item.id);
        toggleBlock(graph, item.id);
      }
    },
    [graph, onOpened, keepFocusOn],
  );
  const found = useCallback(
    (node: GraphNode) => {
      openAround(graph, node.id);
      useSelection.getState().openNode(node);
      goTo(node.id, 'middle');
    },
    [graph, goTo],
  );
  const vulnerability = useVulnerability();
  const rateOf = useMemo(() => cardRates(vulnerability), [vulnerability]);
  const delayOf = useCallback(
    (id: string) => {
      if (delays.size === 0) return 0;
      const item = items.find((each) => each.item.id === id)?.item;
      const nodes = item?.kind === 'node' ? [item.id] : (item?.block.nodes ?? []);
      const own = nodes.flatMap((node) => delays.get(node) ?? []);
      return own.length > 0 ? Math.min(...own) : 0;
    },
    [items, delays],
  );
  const isChanged = useCallback(
    ({ item }: PlacedItem) =>
      !golden &&
      (item.kind === 'node' ? reached.has(item.id) : item.block.nodes.some((id) => reached.has(id))),
    [golden, reached],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the list inside, and of its ground
    <div ref={frame} className="graph-frame" tabIndex={-1} onKeyDown={roving.onKeyDown}>
      <div ref={world} className="graph" data-travelling={travelling} data-far={sight.far}>
        {screen.width > 0 && (
          <>
            <div aria-hidden="true">
              {items.map(
                ({ item, x, y, width, height, depth }) =>
                  item.kind === 'open' && (
                    <div
                      key={item.id}
                      className="frame"
                      style={{ left: x, top: y, width, height, zIndex: depth }}
                    />
                  ),
              )}
            </div>
            <Edges
              edges={edges}
              sight={sight.rect}
              far={sight.far}
              reached={golden ? NONE : reached}
              delayOf={delayOf}
            />
            <CardList
              {...{ graph, items, facts, reply, selected, delayOf, rateOf }}
              lines={size.lines}
              sight={sight}
              at={roving.at}
              onOpen={openItem}
              onFocus={roving.onFocus}
            />
          </>
        )}
      </div>
      {screen.width > 0 && <Minimap {...{ items, bounds, screen, control, isChanged }} />}
      {vulnerability && <VulnerabilityLegend vulnerability={vulnerability} />}
      {finding && <FindNode graph={graph} onFound={found} />}
      {slow && <SlowLayout {...slow} />}
    </div>
  );
}
