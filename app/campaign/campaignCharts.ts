/** Every chart of a campaign as it stands, for the page and for files. */
import type { ChannelRate } from '#engine/campaign/report/channelRates.ts';
import { type ErrorRateSeries, errorRateSeries } from '#engine/campaign/report/errorRateSeries.ts';
import { bandsPicture, lossPicture, outputPicture } from '#engine/campaign/report/pictures/changes.ts';
import { channelsPicture } from '#engine/campaign/report/pictures/channels.ts';
import { convergencePicture } from '#engine/campaign/report/pictures/convergence.ts';
import { errorRatesPicture } from '#engine/campaign/report/pictures/errorRates.ts';
import { maskingPicture } from '#engine/campaign/report/pictures/masking.ts';
import type { Picture } from '#engine/campaign/report/pictures/picture.ts';
import { layerBitPicture, ratesPicture } from '#engine/campaign/report/pictures/rates.ts';
import type { CampaignStand, Report } from '#workers/campaignApi.ts';
import type { CampaignMetric } from './campaignStore.ts';
import { hasClasses, METRIC_WORDS } from './metricWords.ts';

export const changesOf = (report: Report): Picture | null =>
  hasClasses(report) ? bandsPicture(report.bands, 'Shares of pictures by how far the top score moved') : null;

export const lossesOf = ({ losses }: Report): Picture | null =>
  lossPicture(losses, 'Shares of trials by how the loss changed, where no output was DUE');

export const outputsOf = ({ outputChanges }: Report): Picture | null =>
  outputPicture(outputChanges, 'Shares of trials by the greatest change of an output');

export const hitOf = ({ masking }: Report): Picture | null =>
  maskingPicture(masking.hit, 'Why faults died, by the layer that was hit');

export const diedOf = ({ masking }: Report): Picture | null =>
  maskingPicture(masking.died, 'Where and why faults died');

export const channelsOf = (channels: readonly ChannelRate[], metric: CampaignMetric): Picture | null =>
  channelsPicture(channels, `${METRIC_WORDS[metric]} by channel`, metric === 'masked');

/** With campaigns of the same series that ended on this device. */
export function seriesOf(
  { plan, report, facts }: CampaignStand,
  ends: readonly CampaignStand[],
): ErrorRateSeries | null {
  if (report === null) return null;
  const others = ends.flatMap(({ plan: other, report: end, facts: with_ }) =>
    end !== null && with_?.model.hash === facts?.model.hash ? [{ plan: other, report: end }] : [],
  );
  return errorRateSeries({ plan, report }, others);
}

export const seriesPicture = (series: ErrorRateSeries | null): Picture | null =>
  series && errorRatesPicture(series.points, series.golden, `${series.of} against the bit error rate`);

export interface NamedChart {
  readonly id: string;
  readonly label: string;
  readonly picture: Picture;
}

/** Those that have something to show. */
export function chartsOf(
  stand: CampaignStand,
  metric: CampaignMetric,
  channels: readonly ChannelRate[],
  ends: readonly CampaignStand[],
): readonly NamedChart[] {
  const { report, convergence } = stand;
  if (report === null) return [];
  const words = METRIC_WORDS[metric];
  const { layer, bit } = report.domains;
  const layers = layer.map(({ key, rates }) => ({ label: key.layer ?? '', rate: rates[metric] }));
  const bits = bit.toReversed().map(({ key, rates }) => ({ label: `bit ${key.bit}`, rate: rates[metric] }));
  const all: readonly (readonly [string, string, Picture | null])[] = [
    ['layers', 'By layer', layers.length > 0 ? ratesPicture(layers, `${words} by layer`) : null],
    ['bits', 'By bit', bits.length > 0 ? ratesPicture(bits, `${words} by bit`) : null],
    ['layer-bit', 'Layer x bit', layerBitPicture(report.domains, metric, `${words}, percent, layer x bit`)],
    ['channels', 'Channels', channelsOf(channels, metric)],
    ['convergence', 'Convergence', convergencePicture(convergence, metric, words)],
    ['top-score', 'Change of the top score', changesOf(report)],
    ['outputs', 'Change of the outputs', outputsOf(report)],
    ['loss', 'Change of the loss', lossesOf(report)],
    ['masking', 'Masking by layer hit', hitOf(report)],
    ['deaths', 'Where faults died', diedOf(report)],
    ['error-rates', 'Error rates', seriesPicture(seriesOf(stand, ends))],
  ];
  return all.flatMap(([id, label, picture]) => (picture === null ? [] : [{ id, label, picture }]));
}
