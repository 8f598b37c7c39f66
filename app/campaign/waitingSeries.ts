/** What is left of a series of campaigns, as told from what is kept on this device. */
import type { CampaignRequest } from '#workers/campaignApi.ts';
import type { KeptCampaign } from '#workers/campaignJournal.ts';
import type { KeptSeries, Series } from '#workers/campaignSeries.ts';

export interface WaitingSeries extends KeptSeries {
  /** The first of its campaigns where that has begun. */
  readonly begun: KeptCampaign | null;
}

/** Without those that ended, and without series that did. */
export function waitingSeries(
  series: readonly KeptSeries[],
  kept: readonly KeptCampaign[],
): readonly WaitingSeries[] {
  return series.flatMap((each) => {
    const requests = each.requests.filter(
      (request) => !kept.some((campaign) => campaign.finished && isOf(campaign, request)),
    );
    const [first] = requests;
    if (first === undefined) return [];
    return [{ ...each, requests, begun: kept.find((campaign) => isOf(campaign, first)) ?? null }];
  });
}

/** The campaign of a request: same plan, model, data and back end. */
export function isOf({ modelUrl, dataset, record }: KeptCampaign, request: CampaignRequest): boolean {
  return (
    modelUrl === request.modelUrl &&
    dataset?.id === request.dataset?.id &&
    dataset?.recipe === request.dataset?.recipe &&
    record.backend === request.backend &&
    JSON.stringify(record.plan) === JSON.stringify(request.plan)
  );
}

/** One that was begun before, as far as it has come: what ends both is the same. */
export const isSameSeries = (a: Series, b: Series): boolean =>
  JSON.stringify(a.requests.at(-1)) === JSON.stringify(b.requests.at(-1));

export const errorRatesOf = (requests: readonly CampaignRequest[]): readonly number[] =>
  requests.flatMap(({ plan: { fault } }) => (fault.amount.kind === 'rate' ? [fault.amount.rate] : []));
