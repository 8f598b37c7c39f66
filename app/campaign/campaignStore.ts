/** The campaign on the screen: its form, how it stands, and those that were kept on this device. */
import { create } from 'zustand';
import type { CampaignBackend, CampaignStand } from '#workers/campaignApi.ts';
import type { KeptCampaign } from '#workers/campaignJournal.ts';
import type { Series } from '#workers/campaignSeries.ts';
import { type CampaignDraft, FIRST_DRAFT } from './campaignDraft.ts';
import type { WaitingSeries } from './waitingSeries.ts';

export type CampaignMetric = 'critical' | 'sdc' | 'changed' | 'due' | 'masked';

export type ResultView = 'overview' | 'channels' | 'changes' | 'masking' | 'errorRates';

export interface CampaignState {
  readonly draft: CampaignDraft;
  /** The plan as text, where it is edited so; null: the form. */
  readonly text: string | null;
  /** What the next campaign runs on: no part of its plan. */
  readonly backend: CampaignBackend;
  readonly showing: 'plan' | 'run';
  readonly stand: CampaignStand | null;
  /** The campaign at the desk and those that follow it; no key where they are not kept. */
  readonly series: (Series & { readonly key?: number }) | null;
  readonly metric: CampaignMetric;
  /** Stays from one campaign of a series to the next. */
  readonly view: ResultView;
  readonly kept: readonly KeptCampaign[];
  /** Series on this device that have not ended, that of the desk included. */
  readonly waiting: readonly WaitingSeries[];
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
  series: null,
  metric: 'critical',
  view: 'overview',
  kept: [],
  waiting: [],
  ends: [],
  onGraph: false,
}));

export function changeDraft(change: Partial<CampaignDraft>): void {
  useCampaign.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

export const showPlan = (): void => useCampaign.setState({ showing: 'plan' });
export const showRun = (): void => useCampaign.setState({ showing: 'run' });
export const showView = (view: ResultView): void => useCampaign.setState({ view });
export const showMetric = (metric: CampaignMetric): void => useCampaign.setState({ metric });
export const showOnGraph = (onGraph: boolean): void => useCampaign.setState({ onGraph });
