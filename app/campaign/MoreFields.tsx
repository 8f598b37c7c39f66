/** What most campaigns leave as it is. */

import { Choice, Lines, Typed } from '#app/ui/Field.tsx';
import type { CampaignDraft } from './campaignDraft.ts';
import type { ModelPlace } from './campaignPlace.ts';
import type { FieldsProps } from './FaultFields.tsx';
import { StoppingFields } from './StoppingFields.tsx';

interface MoreFieldsProps extends FieldsProps {
  readonly place: ModelPlace;
}

type Options<Name extends keyof CampaignDraft> = readonly {
  readonly value: CampaignDraft[Name] & string;
  readonly label: string;
}[];

const PERSISTENCE: Options<'persistence'> = [
  { value: '', label: 'Not said' },
  { value: 'permanent', label: 'Permanent: the word stays faulty' },
  { value: 'transient', label: 'Transient: faulty in one inference' },
];
const REDRAW: Options<'redraw'> = [
  { value: 'for-all', label: 'Once for all pictures' },
  { value: 'per-image', label: 'Afresh for each picture' },
];
const ONLY: Options<'only'> = [
  { value: 'all', label: 'All' },
  { value: 'golden-correct', label: 'Those answered right without faults' },
];
const INTERVALS: Options<'interval'> = [
  { value: 'clopper-pearson', label: 'Clopper-Pearson: guaranteed' },
  { value: 'wilson', label: 'Wilson: nominal, narrower' },
];
const BANDS: Options<'bands'> = [
  { value: 'closed', label: 'Closed: 0, (0, 5], (5, 10], (10, 20], above' },
  { value: 'spikingjet', label: "SpikingJET's open ones" },
];

export function MoreFields({ draft, place, onChange }: MoreFieldsProps) {
  return (
    <details className="campaign-more">
      <summary>More</summary>
      <div className="campaign-fields">
        <fieldset>
          <legend className="visually-hidden">More about the fault</legend>
          <Typed
            label="Layers by name, * for anything"
            value={draft.layers}
            onChange={(layers) => onChange({ layers })}
          />
          <Typed
            label="Tensors: kernel, bias, pre"
            value={draft.tensors}
            onChange={(tensors) => onChange({ tensors })}
          />
          <Choice
            label="How long a word is faulty"
            value={draft.persistence}
            options={PERSISTENCE}
            onChange={(persistence) => onChange({ persistence })}
          />
          <Choice
            label="Random parts are drawn"
            value={draft.redraw}
            options={REDRAW}
            onChange={(redraw) => onChange({ redraw })}
          />
          <Lines
            label="Stored as, one entry a line"
            rows={3}
            value={draft.storage ?? place.storage.join('\n')}
            placeholder="weights=int8(range=minmax)"
            onChange={(text) => onChange({ storage: text })}
          />
          {draft.storage !== null && (
            <button type="button" className="button plain" onClick={() => onChange({ storage: null })}>
              As the lab has it
            </button>
          )}
        </fieldset>
        <fieldset>
          <legend className="visually-hidden">More about the sample</legend>
          <Choice
            label="Pictures are from"
            value={draft.inputs}
            options={sources(draft, place)}
            onChange={(inputs) => onChange({ inputs })}
          />
          <Choice
            label="Which count"
            value={draft.only}
            options={ONLY}
            onChange={(only) => onChange({ only })}
          />
          <Choice
            label="Intervals"
            value={draft.interval}
            options={INTERVALS}
            onChange={(interval) => onChange({ interval })}
          />
          <Choice
            label="Bands of the top score"
            value={draft.bands}
            options={BANDS}
            onChange={(bands) => onChange({ bands })}
          />
          <StoppingFields draft={draft} onChange={onChange} />
          <Typed label="Title" value={draft.title} onChange={(title) => onChange({ title })} />
        </fieldset>
      </div>
    </details>
  );
}

/** Pictures held out are offered where there are some, and where that is not known. */
function sources({ inputs }: CampaignDraft, { dataset, heldOut }: ModelPlace): Options<'inputs'> {
  const own = dataset === null ? 'The gallery' : 'Your data';
  const held = heldOut === null ? 'Pictures held out, where the model has some' : 'Pictures held out';
  const offered = heldOut !== 0 || inputs === 'heldout';
  return [{ value: 'gallery', label: own }, ...(offered ? [{ value: 'heldout', label: held } as const] : [])];
}
