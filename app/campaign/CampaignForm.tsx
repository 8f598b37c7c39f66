/** The plan: what is hit, how, on which pictures, how many; told in words as it is typed; and the start. */

import { startCampaign } from './campaignDriver.ts';
import { savePlan } from './campaignFiles.ts';
import { useModelPlace } from './campaignPlace.ts';
import { changeDraft, useCampaign } from './campaignStore.ts';
import { FaultFields } from './FaultFields.tsx';
import { PlanTold } from './PlanTold.tsx';
import { planOfDraft } from './planOfDraft.ts';
import { previewPlan } from './planPreview.ts';
import { SampleFields } from './SampleFields.tsx';

export function CampaignForm() {
  const draft = useCampaign((state) => state.draft);
  const place = useModelPlace();
  if (place === null) return <p>A campaign needs a model with a gallery of pictures; open one first.</p>;
  const preview = previewPlan(() => planOfDraft(draft, place), place);
  return (
    <form
      className="campaign-plan"
      onSubmit={(event) => {
        event.preventDefault();
        if (preview.kind === 'plan') void startCampaign(place.source, preview.plan);
      }}
    >
      <div className="campaign-fields">
        <FaultFields draft={draft} graph={place.graph} onChange={changeDraft} />
        <SampleFields draft={draft} pictures={place.pictures} onChange={changeDraft} />
      </div>
      <div className="campaign-told">
        <PlanTold preview={preview} />
        <div className="campaign-actions">
          <button type="submit" className="button campaign-start" disabled={preview.kind !== 'plan'}>
            Start
          </button>
          <button
            type="button"
            className="button plain"
            disabled={preview.kind !== 'plan'}
            onClick={() => preview.kind === 'plan' && savePlan(preview.plan)}
          >
            Save the plan
          </button>
        </div>
      </div>
    </form>
  );
}
