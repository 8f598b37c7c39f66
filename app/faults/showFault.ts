/** Opens the layer, tensor and word that a fault names. */

import { useLab } from '#app/state/lab.ts';
import { useSelection } from '#app/state/selection.ts';
import { tensorFacts } from '#app/state/tensorFacts.ts';
import { parseFault } from '#engine/faults/parse.ts';
import { resolveIndices } from '#engine/faults/resolveIndices.ts';

export function showFault(fault: string): void {
  const { graph } = useLab.getState().model ?? {};
  if (!graph) return;
  const { site } = parseFault(fault);
  const facts =
    tensorFacts(graph, `${site.node}/${site.tensor}`) ?? tensorFacts(graph, `${site.node}/output`);
  if (!facts) return;
  useSelection.getState().restore({
    node: facts.node,
    tab: facts.parameter ? 'weights' : 'activations',
    tensor: facts.id,
    site:
      facts.tensor === site.tensor ? (resolveIndices(site.index, facts.shape, facts.id)[0] ?? null) : null,
  });
}
