import { describe, expect, it } from 'vitest';
import { readPlan } from '#engine/campaign/plan/readPlan.ts';
import type { CampaignRequest } from '#workers/campaignApi.ts';
import type { KeptCampaign } from '#workers/campaignJournal.ts';
import type { KeptSeries } from '#workers/campaignSeries.ts';
import { errorRatesOf, isSameSeries, waitingSeries } from './waitingSeries.ts';

const requestAt = (rate: number, more: Partial<CampaignRequest> = {}): CampaignRequest => ({
  modelUrl: 'models/lenet5/',
  backend: 'wasm',
  plan: readPlan(`fault: {kind: flip, amount: {kind: rate, rate: ${rate}, draw: exact}}`),
  ...more,
});
const [first, second, third] = [requestAt(1e-5), requestAt(1e-4), requestAt(1e-3)];
const series: KeptSeries = { key: 4, model: 'LeNet-5', requests: [first, second, third] };

const keptOf = (request: CampaignRequest, finished: boolean, more: Partial<KeptCampaign> = {}) => {
  const { plan, backend, ...source } = request;
  return {
    ...source,
    id: JSON.stringify(plan.fault),
    record: { plan, backend },
    finished,
    ...more,
  } as KeptCampaign;
};

describe('waitingSeries', () => {
  it.each<[string, readonly KeptCampaign[], readonly number[], boolean]>([
    ['nothing has begun', [], [1e-5, 1e-4, 1e-3], false],
    ['the first is under way', [keptOf(first, false)], [1e-5, 1e-4, 1e-3], true],
    ['the first ended, the second has not begun', [keptOf(first, true)], [1e-4, 1e-3], false],
    ['the second is under way', [keptOf(first, true), keptOf(second, false)], [1e-4, 1e-3], true],
    ['a later one ended before', [keptOf(second, true)], [1e-5, 1e-3], false],
    [
      'the same plan on another model',
      [keptOf(first, true, { modelUrl: 'models/resnet20/' })],
      [1e-5, 1e-4, 1e-3],
      false,
    ],
    [
      'the same plan on another back end',
      [keptOf(requestAt(1e-5, { backend: 'webgpu' }), true)],
      [1e-5, 1e-4, 1e-3],
      false,
    ],
    [
      'the same plan on data prepared otherwise',
      [keptOf(requestAt(1e-5, { dataset: { id: 'd', name: 'd', files: [], recipe: 'invert' } }), true)],
      [1e-5, 1e-4, 1e-3],
      false,
    ],
  ])('%s', (_, kept, left, begun) => {
    const [waiting] = waitingSeries([series], kept);
    expect(errorRatesOf(waiting?.requests ?? [])).toEqual(left);
    expect(waiting?.begun ?? null).toBe(begun ? kept.at(-1) : null);
  });

  it('is nothing once all ended', () => {
    const kept = [first, second, third].map((request) => keptOf(request, true));
    expect(waitingSeries([series], kept)).toEqual([]);
  });
});

describe('isSameSeries', () => {
  it.each<[readonly CampaignRequest[], boolean]>([
    [[first, second, third], true],
    [[third], true],
    [[first, second], false],
    [[first, second, requestAt(1e-3, { backend: 'webgpu' })], false],
  ])('%#', (requests, same) => {
    expect(isSameSeries(series, { model: 'LeNet-5', requests })).toBe(same);
  });
});
