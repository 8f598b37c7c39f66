/** Which words can be hit, what happens to them, and to how many at once. */

import { Choice, Typed } from '#app/ui/Field.tsx';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import type { CampaignDraft } from './campaignDraft.ts';
import { EffectFields } from './EffectFields.tsx';

export interface FieldsProps {
  readonly draft: CampaignDraft;
  readonly onChange: (change: Partial<CampaignDraft>) => void;
}

interface FaultFieldsProps extends FieldsProps {
  readonly graph: ModelGraph;
}

const POPULATIONS = [
  { value: 'parameters', label: 'Weights and other parameters' },
  { value: 'values', label: 'Activations' },
  { value: 'inputs', label: 'Input pictures' },
] as const;

const AMOUNTS: readonly { readonly value: CampaignDraft['amount']; readonly label: string }[] = [
  { value: 'one', label: 'One word' },
  { value: 'count', label: 'A number of words' },
  { value: 'exact', label: 'An error rate: that share of all, exactly' },
  { value: 'bernoulli', label: 'An error rate: each on its own' },
];

/** Stands for what was typed under More. */
const TYPED = '*typed*';

export function FaultFields({ draft, graph, onChange }: FaultFieldsProps) {
  const layers = graph.nodes.filter(({ category, parameters }) =>
    draft.of === 'parameters' ? parameters.length > 0 : (category === 'input') === (draft.of === 'inputs'),
  );
  const known = draft.layers === '' || layers.some(({ id }) => id === draft.layers);
  const several = draft.amount === 'exact' || draft.amount === 'bernoulli';
  return (
    <fieldset>
      <legend className="panel-title">Fault</legend>
      <Choice
        first
        label="What is hit"
        value={draft.of}
        options={POPULATIONS}
        onChange={(of) => onChange({ of, layers: '' })}
      />
      <Choice
        label="Where"
        value={known ? draft.layers : TYPED}
        options={[
          { value: '', label: 'The whole network' },
          ...layers.map(({ id }) => ({ value: id as string, label: id as string })),
          ...(known ? [] : [{ value: TYPED, label: draft.layers }]),
        ]}
        onChange={(id) => id !== TYPED && onChange({ layers: id })}
      />
      <EffectFields draft={draft} onChange={onChange} />
      <Choice
        label="At once"
        value={draft.amount}
        options={AMOUNTS}
        onChange={(amount) => onChange({ amount })}
      />
      {draft.amount === 'count' && (
        <Typed
          label="Words in a trial"
          value={draft.siteCount}
          onChange={(siteCount) => onChange({ siteCount })}
        />
      )}
      {several && (
        <Typed
          label="Error rates; several make a series"
          value={draft.errorRates}
          onChange={(errorRates) => onChange({ errorRates })}
        />
      )}
    </fieldset>
  );
}
