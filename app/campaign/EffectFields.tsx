/** What happens to a word that is hit. */

import { Choice, Typed } from '#app/ui/Field.tsx';
import type { CampaignDraft } from './campaignDraft.ts';
import type { FieldsProps } from './FaultFields.tsx';

const FAULTS: readonly { readonly value: CampaignDraft['fault']; readonly label: string }[] = [
  { value: 'flip', label: 'One bit flips' },
  { value: 'flips', label: 'Several bits of a word flip' },
  { value: 'burst', label: 'Neighbouring bits flip' },
  { value: 'stuck', label: 'A bit is stuck' },
  { value: 'set', label: 'A word becomes a given value' },
  { value: 'zero', label: 'A word becomes zero' },
  { value: 'random', label: 'A word becomes a random value' },
  { value: 'noise', label: 'Noise is added to a word' },
];

const STUCK = [
  { value: 'both', label: '0 or 1' },
  { value: '0', label: '0' },
  { value: '1', label: '1' },
] as const;

const DRAWS = [
  { value: 'range', label: "the tensor's range" },
  { value: 'unit', label: '[0, 1)' },
  { value: 'normal', label: "normal, the tensor's mean and deviation" },
] as const;

const BITWISE: readonly CampaignDraft['fault'][] = ['flip', 'flips', 'burst', 'stuck'];

export function EffectFields({ draft, onChange }: FieldsProps) {
  const { fault } = draft;
  return (
    <>
      <Choice
        label="What happens"
        value={fault}
        options={FAULTS}
        onChange={(chosen) => onChange({ fault: chosen })}
      />
      {(fault === 'flips' || fault === 'burst') && (
        <Typed label="How many bits" value={draft.bitCount} onChange={(bitCount) => onChange({ bitCount })} />
      )}
      {fault === 'stuck' && (
        <Choice
          label="Stuck at"
          value={draft.stuckAt}
          options={STUCK}
          onChange={(stuckAt) => onChange({ stuckAt })}
        />
      )}
      {fault === 'set' && (
        <Typed label="The value" value={draft.value} onChange={(value) => onChange({ value })} />
      )}
      {fault === 'random' && (
        <Choice
          label="Drawn from"
          value={draft.randomDraw}
          options={DRAWS}
          onChange={(randomDraw) => onChange({ randomDraw })}
        />
      )}
      {fault === 'noise' && (
        <Typed
          label="Deviations of the tensor"
          value={draft.deviation}
          onChange={(deviation) => onChange({ deviation })}
        />
      )}
      {BITWISE.includes(fault) && (
        <Typed
          label="Bits that may be hit: all, 23:30, or 31, 30"
          value={draft.bits}
          onChange={(bits) => onChange({ bits })}
        />
      )}
    </>
  );
}
