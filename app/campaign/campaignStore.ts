/** The campaign on the screen: its form, how it stands, and those that were kept on this device. */
import { create } from 'zustand';
import type { CampaignStand } from '#workers/campaignApi.ts';
import type { KeptCampaign } from '#workers/campaignJournal.ts';
import { type CampaignDraft, FIRST_DRAFT } from './campaignDraft.ts';

export type CampaignMetric = 'critical' | 'sdc' | 'due' | 'masked';

export interface CampaignState {
  readonly draft: CampaignDraft;
  readonly showing: 'plan' | 'run';
  readonly stand: CampaignStand | null;
  readonly metric: CampaignMetric;
  readonly kept: readonly KeptCampaign[];
}

export const useCampaign = create<CampaignState>(() => ({
  draft: FIRST_DRAFT,
  showing: 'plan',
  stand: null,
  metric: 'critical',
  kept: [],
}));

export function changeDraft(change: Partial<CampaignDraft>): void {
  useCampaign.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

export const showPlan = (): void => useCampaign.setState({ showing: 'plan' });
export const showRun = (): void => useCampaign.setState({ showing: 'run' });
export const showMetric = (metric: CampaignMetric): void => useCampaign.setState({ metric });
