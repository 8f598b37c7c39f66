/** A campaign under way or finished: what it is, how it stands, and what is known so far. */
import { Segmented } from '#app/ui/Segmented.tsx';
import { ConvergenceChart } from './ConvergenceChart.tsx';
import { type CampaignMetric, showMetric, useCampaign } from './campaignStore.ts';
import { LayerBitMap } from './LayerBitMap.tsx';
import { PlanSentences } from './PlanTold.tsx';
import { RateTable } from './RateTable.tsx';
import { ResultFiles } from './ResultFiles.tsx';
import { RunFacts } from './RunFacts.tsx';
import { RunProgress } from './RunProgress.tsx';
import { VerdictShares } from './VerdictShares.tsx';
import { WorstTrials } from './WorstTrials.tsx';

const METRICS: readonly { readonly value: CampaignMetric; readonly label: string }[] = [
  { value: 'critical', label: 'SDC or DUE' },
  { value: 'sdc', label: 'SDC' },
  { value: 'due', label: 'DUE' },
  { value: 'masked', label: 'masked' },
];

export function CampaignRunView() {
  const stand = useCampaign((state) => state.stand);
  const metric = useCampaign((state) => state.metric);
  if (stand === null) return <p role="status">Starting the campaign …</p>;
  const { report } = stand;
  return (
    <div className="campaign-run">
      <div className="campaign-side">
        <RunProgress stand={stand} />
        {report && <VerdictShares report={report} />}
        {report && (
          <details>
            <summary>The plan in words</summary>
            <PlanSentences words={report.words} />
          </details>
        )}
        {report && <ResultFiles stand={stand} />}
        <RunFacts stand={stand} />
      </div>
      {report ? (
        <div className="campaign-results">
          <Segmented label="Rate of" options={METRICS} value={metric} onChange={showMetric} />
          <LayerBitMap report={report} metric={metric} />
          <div className="campaign-tables">
            <div className="campaign-column">
              <RateTable title="Layer" rates={report.domains.layer} metric={metric} />
              <ConvergenceChart points={stand.convergence} metric={metric} />
              <WorstTrials stand={stand} />
            </div>
            <RateTable title="Bit" rates={report.domains.bit.toReversed()} metric={metric} />
          </div>
        </div>
      ) : (
        <p className="soft">Rates appear with the first rows.</p>
      )}
    </div>
  );
}
