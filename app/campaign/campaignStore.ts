/** The campaign on the screen: its form, how it stands, and those that were kept on this device. */
import { create } from 'zustand';
import type { CampaignBackend, CampaignRequest, CampaignStand } from '#workers/campaignApi.ts';
import type { KeptCampaign } from '#workers/campaignJournal.ts';
import { type CampaignDraft, FIRST_DRAFT } from './campaignDraft.ts';

export type CampaignMetric = 'critical' | 'sdc' | 'due' | 'masked';

export interface CampaignState {
  readonly draft: CampaignDraft;
  /** The plan as text, where it is edited so; null: the form. */
  readonly text: string | null;
  /** What the next campaign runs on: no part of its plan. */
  readonly backend: CampaignBackend;
  readonly showing: 'plan' | 'run';
  readonly stand: CampaignStand | null;
  /** Campaigns of a series that wait for their turn. */
  readonly queue: readonly CampaignRequest[];
  readonly metric: CampaignMetric;
  readonly kept: readonly KeptCampaign[];
  /** How finished campaigns on this device ended. */
  readonly ends: readonly CampaignStand[];
  /** The network shows rates by layer. */
  readonly onGraph: boolean;
}

export const useCampaign = create<CampaignState>(() => ({
  draft: FIRST_DRAFT,
  text: null,
  backend: 'wasm',
  showing: 'plan',
  stand: null,
  queue: [],
  metric: 'critical',
  kept: [],
  ends: [],
  onGraph: false,
}));

export function changeDraft(change: Partial<CampaignDraft>): void {
  useCampaign.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

export const showPlan = (): void => useCampaign.setState({ showing: 'plan' });
export const showRun = (): void => useCampaign.setState({ showing: 'run' });
export const showMetric = (metric: CampaignMetric): void => useCampaign.setState({ metric });
export const showOnGraph = (onGraph: boolean): void => useCampaign.setState({ onGraph });
