/** What a tab of the layer panel shows of one tensor: the switches above its pictures, and the pictures. */
import { type LayerTab, useEffectiveView, useSelection } from '#app/state/selection.ts';
import type { GraphNode } from '#engine/graph/modelGraph.ts';
import { LayerBar } from './LayerBar.tsx';
import { useOpenTensor } from './openTensor.ts';
import { TensorView } from './TensorView.tsx';

export function TensorPanel({ node, tab }: { readonly node: GraphNode; readonly tab: LayerTab }) {
  const tensor = useSelection((state) => state.tensor);
  const { pickSite } = useSelection.getState();
  const view = useEffectiveView();
  const open = useOpenTensor();
  return (
    <>
      <LayerBar node={node} tab={tab} open={open} />
      {open ? (
        <div className={open.stale ? 'stale' : undefined} inert={open.stale} aria-busy={open.stale}>
          <TensorView
            key={open.reply.tensor}
            tensor={open.reply.tensor}
            shape={open.reply.shape}
            role={open.role}
            comparison={open.comparison}
            words={open.words}
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
    </>
  );
}
