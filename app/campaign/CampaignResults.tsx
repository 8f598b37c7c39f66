/** What is known so far, by layer and bit. Heavy to draw: it follows the rows a little behind, and is drawn in slices. */
import { memo } from 'react';
import { Segmented } from '#app/ui/Segmented.tsx';
import type { CampaignStand } from '#workers/campaignApi.ts';
import { ConvergenceChart } from './ConvergenceChart.tsx';
import { type CampaignMetric, showMetric } from './campaignStore.ts';
import { LayerBitMap } from './LayerBitMap.tsx';
import { RateTable } from './RateTable.tsx';
import { WorstTrials } from './WorstTrials.tsx';

const METRICS: readonly { readonly value: CampaignMetric; readonly label: string }[] = [
  { value: 'critical', label: 'SDC or DUE' },
  { value: 'sdc', label: 'SDC' },
  { value: 'due', label: 'DUE' },
  { value: 'masked', label: 'masked' },
];

interface CampaignResultsProps {
  readonly stand: CampaignStand;
  readonly metric: CampaignMetric;
}

export const CampaignResults = memo(({ stand, metric }: CampaignResultsProps) => {
  const { report, convergence } = stand;
  if (report === null) return <p className="soft">Rates appear with the first rows.</p>;
  return (
    <div className="campaign-results">
      <Segmented label="Rate of" options={METRICS} value={metric} onChange={showMetric} />
      <LayerBitMap report={report} metric={metric} />
      <div className="campaign-tables">
        <div className="campaign-column">
          <RateTable title="Layer" rates={report.domains.layer} metric={metric} />
          <ConvergenceChart points={convergence} metric={metric} />
          <WorstTrials stand={stand} />
        </div>
        <RateTable title="Bit" rates={report.domains.bit.toReversed()} metric={metric} />
      </div>
    </div>
  );
});
