/** What a rate is of. */
import type { CampaignMetric } from './campaignStore.ts';

export const METRIC_WORDS: Readonly<Record<CampaignMetric, string>> = {
  critical: 'SDC or DUE',
  sdc: 'SDC',
  due: 'DUE',
  masked: 'Masked',
};
