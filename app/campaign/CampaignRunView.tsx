/** A campaign under way or finished: what it is, how it stands, and what is known so far. */
import { useDeferredValue } from 'react';
import { CampaignResults } from './CampaignResults.tsx';
import { useCampaign } from './campaignStore.ts';
import { shownMetric } from './metricWords.ts';
import { PlanSentences } from './PlanTold.tsx';
import { ResultFiles } from './ResultFiles.tsx';
import { RunFacts } from './RunFacts.tsx';
import { RunProgress } from './RunProgress.tsx';
import { VerdictShares } from './VerdictShares.tsx';

export function CampaignRunView() {
  const stand = useCampaign((state) => state.stand);
  const chosen = useCampaign((state) => state.metric);
  const settled = useDeferredValue(stand, null);
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
      {settled && <CampaignResults stand={settled} metric={shownMetric(settled.report, chosen)} />}
    </div>
  );
}
