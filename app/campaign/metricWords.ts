/** What a rate is of, and which rates a campaign has: a model without classes is never wrong, its outputs change. */
import type { Report } from '#workers/campaignApi.ts';
import type { CampaignMetric } from './campaignStore.ts';

export const METRIC_WORDS: Readonly<Record<CampaignMetric, string>> = {
  critical: 'SDC or DUE',
  sdc: 'SDC',
  changed: 'Changed',
  due: 'DUE',
  masked: 'Masked',
};

const OF_CLASSES = ['critical', 'sdc', 'due', 'masked'] as const;
const WITHOUT_CLASSES = ['changed', 'due', 'masked'] as const;

/** Only models without classes have images that are merely changed. */
export const hasClasses = (report: Report | null): boolean => !((report?.overall.changed.rate ?? 0) > 0);

export const metricsOf = (report: Report | null): readonly CampaignMetric[] =>
  hasClasses(report) ? OF_CLASSES : WITHOUT_CLASSES;

/** The one that is chosen, or the first where the campaign does not have it. */
export function shownMetric(report: Report | null, chosen: CampaignMetric): CampaignMetric {
  const metrics = metricsOf(report);
  return metrics.includes(chosen) ? chosen : (metrics[0] as CampaignMetric);
}
