/** How the estimate settled and its interval narrowed as rows came in; rows on a logarithmic scale. */

import { formatCount } from '#app/ui/formatNumber.ts';
import type { ConvergencePoint } from '#engine/campaign/report/convergence.ts';
import type { CampaignMetric } from './campaignStore.ts';
import { intervalText, percentText } from './rateText.ts';

const WIDTH = 460;
const HEIGHT = 96;

interface ConvergenceChartProps {
  readonly points: readonly ConvergencePoint[];
  readonly metric: CampaignMetric;
}

export function ConvergenceChart({ points, metric }: ConvergenceChartProps) {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const rates = points.map((point) => point.rates[metric]);
  // The first few rows say almost nothing, and would flatten all that follows.
  const settled = rates.slice(Math.floor(points.length / 3));
  const top = Math.min(1, Math.max(...settled.map(({ high }) => high)));
  const bottom = Math.max(0, Math.min(...settled.map(({ low }) => low)));
  const x = (n: number) => (WIDTH * Math.log(n / first.n)) / Math.log(last.n / first.n);
  const y = (share: number) =>
    HEIGHT * (1 - (Math.min(top, Math.max(bottom, share)) - bottom) / (top - bottom || 1));
  const at = (share: (k: number) => number) =>
    points.map(({ n }, k) => `${x(n).toFixed(1)} ${y(share(k)).toFixed(1)}`);
  const low = at((k) => rates[k]?.low ?? 0);
  const high = at((k) => rates[k]?.high ?? 0);
  const line = at((k) => rates[k]?.rate ?? 0);
  const now = last.rates[metric];
  return (
    <figure className="campaign-converging">
      <figcaption className="panel-title">How the interval narrowed</figcaption>
      <div className="campaign-ends">
        <span>{percentText(top)}</span>
        <span>{percentText(bottom)}</span>
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`After ${formatCount(last.n)} rows ${percentText(now.rate)}, ${intervalText(now)}`}
      >
        <path d={`M${high.join('L')}L${low.toReversed().join('L')}Z`} className="campaign-band" />
        <path d={`M${line.join('L')}`} className="campaign-whisker" />
      </svg>
      <div className="campaign-scale campaign-under">
        <span>{formatCount(first.n)} rows</span>
        <span>{formatCount(last.n)}</span>
      </div>
    </figure>
  );
}
