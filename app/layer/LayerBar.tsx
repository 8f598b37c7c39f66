/** The switches above a layer's pictures: golden, faulty or difference, and which of the node's tensors. */

import { type LayerTab, useEffectiveView, useSelection, type View } from '#app/state/selection.ts';
import { Segmented } from '#app/ui/Segmented.tsx';
import type { GraphNode } from '#engine/graph/modelGraph.ts';
import type { OpenTensor } from './openTensor.ts';
import { cutsOf } from './tensorCuts.ts';

export interface LayerBarProps {
  readonly node: GraphNode;
  readonly tab: LayerTab;
  readonly open: OpenTensor | null;
}

const VIEW_OPTIONS: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'golden', label: 'Golden' },
  { value: 'faulty', label: 'Faulty' },
  { value: 'difference', label: 'Difference' },
];

export function LayerBar({ node, tab, open }: LayerBarProps) {
  const view = useEffectiveView();
  const tensor = useSelection((state) => state.tensor);
  const site = useSelection((state) => state.site);
  const { setView, showTensor, pickSite } = useSelection.getState();
  const tensors = tab === 'weights' ? node.parameters : [...(node.pre ? [node.pre] : []), ...node.outputs];
  // One picture, shown in all three views at once, leaves nothing to switch.
  const hasMosaic = open !== null && cutsOf(open.reply.shape, open.role).familiesAt(0).length > 0;
  const choose = (next: string) => {
    // `pre` and `output` have the same elements: the word stays open while one looks before and after the activation.
    if (tab === 'activations' && site !== null) pickSite(next, site);
    else showTensor(next);
  };
  return (
    <div className="layer-bar">
      {hasMosaic && <Segmented label="View" options={VIEW_OPTIONS} value={view} onChange={setView} />}
      {tensors.length > 1 && tensor !== null && (
        <Segmented
          label="Tensor"
          mono
          options={tensors.map((id) => ({ value: id, label: id.slice(id.lastIndexOf('/') + 1) }))}
          value={tensor}
          onChange={choose}
        />
      )}
    </div>
  );
}
