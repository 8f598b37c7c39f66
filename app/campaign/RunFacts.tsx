/** With what the rows were made, so that they can be made again. */
import type { CampaignStand } from '#workers/campaignApi.ts';

export function RunFacts({ stand: { id, facts, plan, weightsKept } }: { readonly stand: CampaignStand }) {
  if (facts === null) return null;
  const { model, backend, adapter, versions, weights } = facts;
  return (
    <p className="campaign-facts soft">
      Campaign <span className="mono">{id}</span>, seed {plan.seed}; {model.name}{' '}
      <span className="mono">{model.hash.slice(0, 12)}</span>;{' '}
      {backend === 'webgpu' ? `WebGPU, experimental, ${adapter}` : backend},{' '}
      {Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}
      ; weights <span className="mono">{weights.slice(0, 12)}</span>
      {weightsKept === null ? '' : weightsKept ? ', the same after the last trial' : ', NOT the same after'}.
    </p>
  );
}
