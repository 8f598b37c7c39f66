/** Rates of single channels, of which a network may have tens of thousands: one metric, made when it is asked for. */
import { estimate, type Rate } from './estimate.ts';
import type { Metric, RowSums } from './moments.ts';

export interface ChannelRate {
  readonly layer: string;
  readonly channel: number;
  readonly rate: Rate;
}

/** Layers as they came first, channels by number; those without a trial are left out. */
export function channelRates(sums: RowSums, metric: Metric): ChannelRate[] {
  const layers = [...new Set(sums.bound.population.tensors.map(({ node }) => node))];
  const place = new Map(layers.map((layer, k) => [layer, k]));
  return sums
    .domain('channel')
    .map(({ key, strata }) => ({
      layer: key.layer ?? '',
      channel: key.channel ?? 0,
      rate: estimate(sums.bound, strata, metric, key),
    }))
    .sort((a, b) => (place.get(a.layer) ?? 0) - (place.get(b.layer) ?? 0) || a.channel - b.channel);
}
