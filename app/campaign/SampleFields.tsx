/** How faults are drawn, how many, and on which pictures. */

import { Choice, Typed } from '#app/ui/Field.tsx';
import type { CampaignDraft, DraftSampling } from './campaignDraft.ts';
import type { ModelPlace } from './campaignPlace.ts';
import type { FieldsProps } from './FaultFields.tsx';
import { GivenFaults } from './GivenFaults.tsx';
import { imagesShown, picturesFor } from './planOfDraft.ts';

interface SampleFieldsProps extends FieldsProps {
  readonly place: ModelPlace;
}

const SAMPLINGS: readonly { readonly value: DraftSampling; readonly label: string }[] = [
  { value: 'uniform', label: 'Uniform: every fault as likely' },
  { value: 'layer', label: 'Stratified by layer' },
  { value: 'bit', label: 'Stratified by bit' },
  { value: 'layer-bit', label: 'Stratified by layer and bit' },
  { value: 'uniform-over-layers', label: 'Uniform over layers (as PyTorchFI)' },
  { value: 'uniform-over-tensors', label: 'Uniform over tensors (as TensorFI2)' },
  { value: 'exhaustive', label: 'Exhaustive: every fault' },
  { value: 'list', label: 'Given faults' },
];

const ALLOCATIONS: readonly { readonly value: CampaignDraft['allocation']; readonly label: string }[] = [
  { value: 'equal', label: 'The same for each stratum' },
  { value: 'proportional', label: 'In proportion to size' },
  { value: 'each', label: 'The formula for each' },
  { value: 'data-aware', label: 'The formula, by how far flips go' },
];

const UNITS = [
  { value: 'pair', label: 'One fault on one picture' },
  { value: 'fault', label: 'One fault on all pictures' },
] as const;

const SIZES = [
  { value: 'margin', label: 'By margin and confidence' },
  { value: 'number', label: 'A number of trials' },
] as const;

export function SampleFields({ draft, place, onChange }: SampleFieldsProps) {
  const { sampling } = draft;
  const sized = sampling !== 'exhaustive' && sampling !== 'list';
  const stratified = sampling === 'layer' || sampling === 'bit' || sampling === 'layer-bit';
  // These allocations follow the formula alone.
  const byFormula = stratified && (draft.allocation === 'each' || draft.allocation === 'data-aware');
  return (
    <fieldset>
      <legend className="panel-title">Sample</legend>
      <Choice label="A trial is" value={draft.unit} options={UNITS} onChange={(unit) => onChange({ unit })} />
      <Typed
        label={`Pictures, of ${told(draft, place)}`}
        value={imagesShown(draft, place)}
        onChange={(images) => onChange({ images })}
      />
      <Choice
        label="Drawn"
        value={sampling}
        options={SAMPLINGS}
        onChange={(chosen) => onChange({ sampling: chosen })}
      />
      {sampling === 'list' && <GivenFaults draft={draft} graph={place.graph} onChange={onChange} />}
      {stratified && (
        <Choice
          label="Shared out"
          value={draft.allocation}
          options={ALLOCATIONS}
          onChange={(allocation) => onChange({ allocation })}
        />
      )}
      {sized && !byFormula && (
        <Choice
          label="How many"
          value={draft.sizeBy}
          options={SIZES}
          onChange={(sizeBy) => onChange({ sizeBy })}
        />
      )}
      {sized && !byFormula && draft.sizeBy === 'number' && (
        <Typed label="Trials" value={draft.trials} onChange={(trials) => onChange({ trials })} />
      )}
      {sized && (byFormula || draft.sizeBy === 'margin') && (
        <Typed
          label="Margin ±"
          value={draft.marginPercent}
          unit="%"
          onChange={(marginPercent) => onChange({ marginPercent })}
        />
      )}
      <Typed
        label="Confidence"
        value={draft.confidencePercent}
        unit="%"
        onChange={(confidencePercent) => onChange({ confidencePercent })}
      />
      <Typed label="Seed" value={draft.seed} onChange={(seed) => onChange({ seed })} />
    </fieldset>
  );
}

function told({ inputs }: CampaignDraft, place: ModelPlace): string {
  const count = picturesFor(inputs, place);
  if (inputs === 'heldout') return count === null ? 'those held out' : `${count} held out`;
  return place.dataset === null ? `${count} in the gallery` : `${count} in your data`;
}
