/** The layer panel: the chosen node's activations and weights, golden, faulty and as difference. */
import { useId } from 'react';
import { kindText } from '#app/graph/nodeFacts.ts';
import { useGraph } from '#app/state/lab.ts';
import { type LayerTab, useEffectiveView, useSelection } from '#app/state/selection.ts';
import { formatCount } from '#app/ui/formatNumber.ts';
import { Tabs } from '#app/ui/Tabs.tsx';
import type { GraphNode } from '#engine/graph/modelGraph.ts';
import { LayerBar } from './LayerBar.tsx';
import { useOpenNode, useOpenTensor } from './openTensor.ts';
import { TensorView } from './TensorView.tsx';
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
      <p className="layer-loading">Pick a layer in the network to see its channels and weights.</p>
    </section>
  );
}

function OpenLayer({ node }: { readonly node: GraphNode }) {
  const panelId = useId();
  const tab = useSelection((state) => state.tab);
  const tensor = useSelection((state) => state.tensor);
  const { showTab, pickSite } = useSelection.getState();
  const view = useEffectiveView();
  const open = useOpenTensor();
  return (
    <section className="layer-panel" aria-label={`Layer ${node.name}`}>
      <LayerHead node={node} />
      <Tabs<LayerTab>
        label="What to see of this layer"
        tabs={node.parameters.length > 0 ? [ACTIVATIONS, WEIGHTS] : [ACTIVATIONS]}
        value={tab}
        panelId={panelId}
        onChange={(next) => showTab(node, next)}
      />
      <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${tab}`} className="layer-panel">
        <LayerBar node={node} tab={tab} open={open} />
        {open ? (
          <div className={open.stale ? 'stale' : undefined} inert={open.stale} aria-busy={open.stale}>
            <TensorView
              key={open.reply.tensor}
              tensor={open.reply.tensor}
              shape={open.reply.shape}
              parameter={open.isParameter}
              comparison={open.comparison}
              view={view}
              site={open.site}
              onPick={(index) => pickSite(open.reply.tensor, index)}
            />
          </div>
        ) : (
          <p className="layer-loading" aria-busy="true">
            Reading {tensor ?? node.name}
          </p>
        )}
      </div>
    </section>
  );
}

const ACTIVATIONS = { value: 'activations', label: 'Activations' } as const;
const WEIGHTS = { value: 'weights', label: 'Weights' } as const;

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
