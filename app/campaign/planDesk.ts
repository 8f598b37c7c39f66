/** The plan on its way between form, text and file. */
import { notify } from '#app/state/notices.ts';
import { planText, readPlan } from '#engine/campaign/plan/readPlan.ts';
import type { Plan } from '#workers/campaignApi.ts';
import { useCampaign } from './campaignStore.ts';
import { planInForm } from './draftOfPlan.ts';
import type { DraftPlace } from './planOfDraft.ts';

/** The plan of a text, on the model on the screen. Throws LabError `bad-argument`. */
export function planOfText(text: string, { model, storage }: DraftPlace): Plan {
  return { ...readPlan(text, 'The plan', { storage: [...storage] }), model };
}

export const editAsText = (plan: Plan): void => useCampaign.setState({ text: planText(plan) });

export const typeText = (text: string): void => useCampaign.setState({ text });

/** Into the form if the form can hold it; else it stays text, and what is in the way is said. */
export function editAsForm(plan: Plan, place: DraftPlace): void {
  const { draft, lost } = planInForm(plan, place);
  if (lost.length > 0) {
    notify('info', `The form cannot hold all of ${lost.join(', ')}: the plan stays text.`);
    return;
  }
  const asInLab = plan.storage.join('\n') === place.storage.join('\n');
  useCampaign.setState({ draft: asInLab ? { ...draft, storage: null } : draft, text: null });
}

/** A plan file: into the form where it fits, else as text to be mended. */
export function openPlanText(text: string, name: string, place: DraftPlace): void {
  useCampaign.setState({ text });
  try {
    const written = readPlan(text, name, { storage: [...place.storage] });
    if (written.model !== undefined && written.model !== place.model)
      notify('info', `${name} was made for ${written.model}; here it runs on ${place.model}.`);
    editAsForm({ ...written, model: place.model }, place);
  } catch {
    // The text shows what is wrong.
  }
}
