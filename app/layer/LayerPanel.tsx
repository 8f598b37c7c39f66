/** The layer panel: the chosen node's activations and weights, golden, faulty and as difference. */
import { lazy, Suspense, useId } from 'react';
import { kindText } from '#app/graph/nodeFacts.ts';
import { useGraph } from '#app/state/lab.ts';
import { type LayerTab, useSelection } from '#app/state/selection.ts';
import { formatCount } from '#app/ui/formatNumber.ts';
import { Tabs } from '#app/ui/Tabs.tsx';
import type { GraphNode } from '#engine/graph/modelGraph.ts';
import { useOpenNode } from './openTensor.ts';
import { TensorPanel } from './TensorPanel.tsx';
import './layer.css';
import '#app/ui/ui.css';

export function LayerPanel() {
  const node = useOpenNode();
  if (node) return <OpenLayer node={node} />;
  return (
    <section className="layer-panel" aria-label="Layer">
      <div className="layer-head">
        <h2>Layer</h2>
      </div>
      <ol className="layer-empty">
        <li>Pick a layer in the network to see its channels and weights.</li>
        <li>Pick one element of a picture: it opens as a word, bit by bit.</li>
        <li>Flip a bit and watch the prediction.</li>
      </ol>
    </section>
  );
}

function OpenLayer({ node }: { readonly node: GraphNode }) {
  const panelId = useId();
  const tab = useSelection((state) => state.tab);
  const { showTab } = useSelection.getState();
  return (
    <section className="layer-panel" aria-label={`Layer ${node.name}`}>
      <LayerHead node={node} />
      <Tabs<LayerTab>
        label="What to see of this layer"
        tabs={node.parameters.length > 0 ? [ACTIVATIONS, WEIGHTS, RANGE] : [ACTIVATIONS, RANGE]}
        value={tab}
        panelId={panelId}
        onChange={(next) => showTab(node, next)}
      />
      <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${tab}`} className="layer-panel">
        {tab === 'range' ? (
          <Suspense fallback={null}>
            <RangePanel node={node} />
          </Suspense>
        ) : (
          <TensorPanel node={node} tab={tab} />
        )}
      </div>
    </section>
  );
}

const ACTIVATIONS = { value: 'activations', label: 'Activations' } as const;
const WEIGHTS = { value: 'weights', label: 'Weights' } as const;
const RANGE = { value: 'range', label: 'Range' } as const;

const RangePanel = lazy(async () => ({ default: (await import('#app/range/RangePanel.tsx')).RangePanel }));

function LayerHead({ node }: { readonly node: GraphNode }) {
  const graph = useGraph();
  const output = node.outputs[0];
  const shape = output === undefined ? [] : (graph?.values[output]?.shape.slice(1) ?? []);
  const parameters = node.parameters.reduce((sum, id) => sum + (graph?.parameters[id]?.count ?? 0), 0);
  const facts = [kindText(node), shape.map((length) => length ?? '?').join('×')];
  if (parameters > 0) facts.push(`${formatCount(parameters)} parameters`);
  return (
    <div className="layer-head">
      <h2>
        Layer <span className="layer-name">{node.name}</span>
      </h2>
      <span className="layer-facts">{facts.filter((fact) => fact !== '').join(' · ')}</span>
    </div>
  );
}
