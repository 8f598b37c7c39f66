/** The plan: what is hit, how, on which pictures, how many; told in words as it is typed; and the start. */
import { BackendField } from './BackendField.tsx';
import { startCampaigns } from './campaignDriver.ts';
import { savePlan } from './campaignFiles.ts';
import { useModelPlace } from './campaignPlace.ts';
import { changeDraft, useCampaign } from './campaignStore.ts';
import { FaultFields } from './FaultFields.tsx';
import { MoreFields } from './MoreFields.tsx';
import { PlanText } from './PlanText.tsx';
import { PlanTold } from './PlanTold.tsx';
import { pickTextFile } from './pickTextFile.ts';
import { editAsForm, editAsText, openPlanText, planOfText, typeText } from './planDesk.ts';
import { plansOfDraft } from './planOfDraft.ts';
import { previewPlans } from './planPreview.ts';
import { SampleFields } from './SampleFields.tsx';

export function CampaignForm() {
  const draft = useCampaign((state) => state.draft);
  const text = useCampaign((state) => state.text);
  const place = useModelPlace();
  if (place === null) return <p>A campaign needs a model with a gallery of pictures; open one first.</p>;
  const preview = previewPlans(
    () => (text === null ? plansOfDraft(draft, place) : [planOfText(text, place)]),
    place,
  );
  const plans = preview.kind === 'plan' ? preview.plans : null;
  const [plan] = plans ?? [];
  return (
    <form
      className="campaign-plan"
      onSubmit={(event) => {
        event.preventDefault();
        if (plans) void startCampaigns(place.source, plans);
      }}
    >
      {text === null ? (
        <div className="campaign-typing">
          <div className="campaign-fields">
            <FaultFields draft={draft} graph={place.graph} onChange={changeDraft} />
            <SampleFields draft={draft} place={place} onChange={changeDraft} />
          </div>
          <MoreFields draft={draft} place={place} onChange={changeDraft} />
        </div>
      ) : (
        <PlanText text={text} onChange={typeText} />
      )}
      <div className="campaign-told">
        <PlanTold preview={preview} />
        <BackendField />
        <div className="campaign-actions">
          <button type="submit" className="button campaign-start" disabled={plans === null}>
            Start
          </button>
          <button type="button" className="button" disabled={!plan} onClick={() => plan && savePlan(plan)}>
            Save the plan
          </button>
          <button
            type="button"
            className="button"
            onClick={() => pickTextFile('.yaml,.yml,.json', (read, name) => openPlanText(read, name, place))}
          >
            Open a plan
          </button>
          <button
            type="button"
            className="button plain"
            disabled={!plan}
            onClick={() => plan && (text === null ? editAsText(plan) : editAsForm(plan, place))}
          >
            {text === null ? 'Edit as text' : 'Back to the form'}
          </button>
        </div>
      </div>
    </form>
  );
}
