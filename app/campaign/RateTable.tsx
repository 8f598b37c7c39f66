/** Rates by layer or by bit: a bar to the rate, a whisker over its interval, and the same in numbers. */

import { formatCount } from '#app/ui/formatNumber.ts';
import type { Rate } from '#engine/campaign/report/estimate.ts';
import type { DomainRates } from '#engine/campaign/report/summarise.ts';
import type { CampaignMetric } from './campaignStore.ts';
import { intervalText, percentText } from './rateText.ts';

interface RateTableProps {
  readonly title: 'Layer' | 'Bit';
  readonly rates: readonly DomainRates[];
  readonly metric: CampaignMetric;
}

export function RateTable({ title, rates, metric }: RateTableProps) {
  if (rates.length === 0) return null;
  const highest = Math.max(...rates.map(({ rates: own }) => own[metric].rate || 0));
  // Rates, not their intervals, decide the scale: with few trials all intervals reach far.
  const top = Math.min(1, Math.max(0.01, 1.5 * highest));
  return (
    <table className="campaign-table">
      <caption className="visually-hidden">Rates by {title.toLowerCase()}</caption>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">
            <span className="campaign-scale">
              <span>0</span>
              <span>{percentText(top)}</span>
            </span>
          </th>
          <th scope="col">rate</th>
          <th scope="col">interval</th>
          <th scope="col">trials</th>
        </tr>
      </thead>
      <tbody>
        {rates.map(({ key, rates: own }) => {
          const name = title === 'Layer' ? (key.layer ?? '') : String(key.bit);
          const rate = own[metric];
          return (
            <tr key={name}>
              <th scope="row" className="campaign-name mono" title={name}>
                <bdi>{name}</bdi>
              </th>
              <td className="campaign-bar">
                <Bar rate={rate} top={top} masked={metric === 'masked'} />
              </td>
              <td>{percentText(rate.rate)}</td>
              <td className="soft">{intervalText(rate)}</td>
              <td className="soft">{formatCount(rate.n)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface BarProps {
  readonly rate: Rate;
  readonly top: number;
  readonly masked: boolean;
}

function Bar({ rate: { rate, low, high, n }, top, masked }: BarProps) {
  if (n === 0) return null;
  const x = (share: number) => (100 * Math.min(share, top)) / top;
  return (
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" data-masked={masked || undefined}>
      <rect x={0} y={2} width={x(rate)} height={8} className="campaign-bar-rate" />
      <path d={`M${x(low)} 6H${x(high)}`} className="campaign-whisker" />
    </svg>
  );
}
