/** What a tab of the layer panel shows of one tensor: the switches above its pictures, and the pictures. */
import { type LayerTab, useEffectiveView, useSelection } from '#app/state/selection.ts';
import { askAgain, useTensorRefusal } from '#app/state/tensors.ts';
import type { GraphNode } from '#engine/graph/modelGraph.ts';
import { useTellTensor } from './currentTensor.ts';
import { LayerBar } from './LayerBar.tsx';
import { useOpenTensor } from './openTensor.ts';
import { TensorView } from './TensorView.tsx';

export function TensorPanel({ node, tab }: { readonly node: GraphNode; readonly tab: LayerTab }) {
  const tensor = useSelection((state) => state.tensor);
  const { pickSite } = useSelection.getState();
  const view = useEffectiveView();
  const open = useOpenTensor();
  const refusal = useTensorRefusal(tensor);
  useTellTensor(open?.stale ? null : open);
  return (
    <>
      <LayerBar node={node} tab={tab} open={open} />
      {open && !(open.stale && refusal !== null) ? (
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
        <NothingYet tensor={tensor ?? node.name} refusal={refusal} />
      )}
    </>
  );
}

/** A tensor on its way is not worth a word for a moment; one that cannot be read says why, and can be asked for again. */
function NothingYet({ tensor, refusal }: { readonly tensor: string; readonly refusal: string | null }) {
  if (refusal === null)
    return (
      <p className="layer-loading" aria-busy="true">
        <span>Reading {tensor}</span>
      </p>
    );
  return (
    <div className="layer-loading" role="alert">
      <p>
        The values of <code>{tensor}</code> are not available. {refusal}
      </p>
      <button type="button" className="button" onClick={() => askAgain(tensor)}>
        Read again
      </button>
    </div>
  );
}
