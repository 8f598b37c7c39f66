/** How faults are drawn, how many, and on which pictures. */
import type { CampaignDraft, DraftSampling } from './campaignDraft.ts';
import { Choice, Typed } from './Field.tsx';

interface SampleFieldsProps {
  readonly draft: CampaignDraft;
  /** In the gallery. */
  readonly pictures: number;
  readonly onChange: (change: Partial<CampaignDraft>) => void;
}

const SAMPLINGS: readonly { readonly value: DraftSampling; readonly label: string }[] = [
  { value: 'uniform', label: 'Uniform: every fault as likely' },
  { value: 'layer', label: 'Stratified by layer' },
  { value: 'bit', label: 'Stratified by bit' },
  { value: 'layer-bit', label: 'Stratified by layer and bit' },
  { value: 'uniform-over-layers', label: 'Uniform over layers (as PyTorchFI)' },
  { value: 'exhaustive', label: 'Exhaustive: every fault' },
];

const UNITS = [
  { value: 'pair', label: 'One fault on one picture' },
  { value: 'fault', label: 'One fault on all pictures' },
] as const;

const SIZES = [
  { value: 'margin', label: 'By margin and confidence' },
  { value: 'number', label: 'A number of trials' },
] as const;

export function SampleFields({ draft, pictures, onChange }: SampleFieldsProps) {
  return (
    <fieldset>
      <legend className="panel-title">Sample</legend>
      <Choice label="A trial is" value={draft.unit} options={UNITS} onChange={(unit) => onChange({ unit })} />
      <Typed
        label={`Pictures, of ${pictures} in the gallery`}
        value={draft.images}
        onChange={(images) => onChange({ images })}
      />
      <Choice
        label="Drawn"
        value={draft.sampling}
        options={SAMPLINGS}
        onChange={(sampling) => onChange({ sampling })}
      />
      {draft.sampling !== 'exhaustive' && (
        <Choice
          label="How many"
          value={draft.sizeBy}
          options={SIZES}
          onChange={(sizeBy) => onChange({ sizeBy })}
        />
      )}
      {draft.sampling !== 'exhaustive' && draft.sizeBy === 'number' && (
        <Typed label="Trials" value={draft.trials} onChange={(trials) => onChange({ trials })} />
      )}
      {draft.sampling !== 'exhaustive' && draft.sizeBy === 'margin' && (
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
