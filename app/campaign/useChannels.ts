/** Rates of channels, asked of the desk when they are wanted, and again as rows come in, a few seconds apart. */
import { useEffect, useState } from 'react';
import type { CampaignStand, ChannelRate } from '#workers/campaignApi.ts';
import { campaignChannels } from './campaignDriver.ts';
import type { CampaignMetric } from './campaignStore.ts';

const APART_MS = 3000;

export function useChannels(
  { id, phase }: CampaignStand,
  metric: CampaignMetric,
): readonly ChannelRate[] | null {
  const [channels, setChannels] = useState<readonly ChannelRate[] | null>(null);
  const going = phase === 'running' || phase === 'pausing' || phase === 'closing';
  useEffect(() => {
    let wanted = id !== '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const rates = await campaignChannels(metric).catch(() => null);
      if (!wanted) return;
      if (rates !== null) setChannels(rates);
      if (going) timer = setTimeout(() => void ask(), APART_MS);
    };
    if (wanted) void ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [id, metric, going]);
  return channels;
}
