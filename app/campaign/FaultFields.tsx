/** Which words can be hit, and what happens to them. */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import type { CampaignDraft, DraftFault } from './campaignDraft.ts';
import { Choice, Typed } from './Field.tsx';

interface FaultFieldsProps {
  readonly draft: CampaignDraft;
  readonly graph: ModelGraph;
  readonly onChange: (change: Partial<CampaignDraft>) => void;
}

const POPULATIONS = [
  { value: 'parameters', label: 'Weights and other parameters' },
  { value: 'values', label: 'Activations' },
  { value: 'inputs', label: 'Input pictures' },
] as const;

const FAULTS: readonly { readonly value: DraftFault; readonly label: string }[] = [
  { value: 'flip', label: 'One bit flips' },
  { value: 'flips', label: 'Several bits of a word flip' },
  { value: 'burst', label: 'Neighbouring bits flip' },
  { value: 'stuck', label: 'A bit is stuck' },
  { value: 'zero', label: 'A word becomes zero' },
  { value: 'random', label: 'A word becomes a random value' },
  { value: 'noise', label: 'Noise is added to a word' },
];

const STUCK = [
  { value: 'both', label: '0 or 1' },
  { value: '0', label: '0' },
  { value: '1', label: '1' },
] as const;

export function FaultFields({ draft, graph, onChange }: FaultFieldsProps) {
  const layers = graph.nodes.filter(({ category, parameters }) =>
    draft.of === 'parameters' ? parameters.length > 0 : (category === 'input') === (draft.of === 'inputs'),
  );
  const bitwise = draft.fault !== 'zero' && draft.fault !== 'random' && draft.fault !== 'noise';
  return (
    <fieldset>
      <legend className="panel-title">Fault</legend>
      <Choice
        first
        label="What is hit"
        value={draft.of}
        options={POPULATIONS}
        onChange={(of) => onChange({ of, layer: '' })}
      />
      <Choice
        label="Where"
        value={draft.layer}
        options={[
          { value: '', label: 'The whole network' },
          ...layers.map(({ id }) => ({ value: id, label: id })),
        ]}
        onChange={(layer) => onChange({ layer })}
      />
      <Choice
        label="What happens"
        value={draft.fault}
        options={FAULTS}
        onChange={(fault) => onChange({ fault })}
      />
      {(draft.fault === 'flips' || draft.fault === 'burst') && (
        <Typed label="How many bits" value={draft.bitCount} onChange={(bitCount) => onChange({ bitCount })} />
      )}
      {draft.fault === 'stuck' && (
        <Choice
          label="Stuck at"
          value={draft.stuckAt}
          options={STUCK}
          onChange={(stuckAt) => onChange({ stuckAt })}
        />
      )}
      {bitwise && (
        <Typed
          label="Bits that may be hit: all, or 23:30"
          value={draft.bits}
          onChange={(bits) => onChange({ bits })}
        />
      )}
    </fieldset>
  );
}
