/** Rates of every channel as a map, and the highest of them as a table. */
import { formatCount } from '#app/ui/formatNumber.ts';
import type { CampaignStand } from '#workers/campaignApi.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { channelsOf } from './campaignCharts.ts';
import type { CampaignMetric } from './campaignStore.ts';
import { intervalText, percentText } from './rateText.ts';
import { ShadeScale } from './ShadeScale.tsx';
import { useChannels } from './useChannels.ts';

interface ChannelsTabProps {
  readonly stand: CampaignStand;
  readonly metric: CampaignMetric;
}

const MOST = 12;

export function ChannelsTab({ stand, metric }: ChannelsTabProps) {
  const channels = useChannels(stand, metric);
  if (channels === null) return <p role="status">Adding up the channels …</p>;
  // By what is surely so: a channel of few trials is not put first by luck.
  const highest = channels
    .filter(({ rate }) => rate.rate > 0)
    .toSorted((a, b) => b.rate.low - a.rate.low || b.rate.rate - a.rate.rate)
    .slice(0, MOST);
  return (
    <>
      <ChartFigure
        picture={channelsOf(channels, metric)}
        empty="Only faults in single elements belong to a channel."
        scale={<ShadeScale masked={metric === 'masked'} />}
      />
      {highest.length > 0 && (
        <table className="campaign-table">
          <caption className="panel-title">Surest to be high</caption>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">channel</th>
              <th scope="col">rate</th>
              <th scope="col">interval</th>
              <th scope="col">trials</th>
            </tr>
          </thead>
          <tbody>
            {highest.map(({ layer, channel, rate }) => (
              <tr key={`${layer} ${channel}`}>
                <th scope="row" className="campaign-name mono" title={layer}>
                  <bdi>{layer}</bdi>
                </th>
                <td>{channel}</td>
                <td>{percentText(rate.rate)}</td>
                <td className="soft">{intervalText(rate)}</td>
                <td className="soft">{formatCount(rate.n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
