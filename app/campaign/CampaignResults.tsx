/** What is known so far, in views. Heavy to draw: it follows the rows a little behind, and is drawn in slices. */
import { memo, useId } from 'react';
import { closeDialog } from '#app/shell/dialogs.ts';
import { Segmented } from '#app/ui/Segmented.tsx';
import { Tabs } from '#app/ui/Tabs.tsx';
import type { CampaignStand, Report } from '#workers/campaignApi.ts';
import { ChannelsTab } from './ChannelsTab.tsx';
import { ChartFigure } from './ChartFigure.tsx';
import { ConvergenceChart } from './ConvergenceChart.tsx';
import { changesOf, lossesOf, outputsOf } from './campaignCharts.ts';
import {
  type CampaignMetric,
  type ResultView,
  showMetric,
  showOnGraph,
  showView,
  useCampaign,
} from './campaignStore.ts';
import { ErrorRatesTab } from './ErrorRatesTab.tsx';
import { LayerBitMap } from './LayerBitMap.tsx';
import { MaskingTab } from './MaskingTab.tsx';
import { METRIC_WORDS, metricsOf } from './metricWords.ts';
import { RateTable } from './RateTable.tsx';
import { WorstTrials } from './WorstTrials.tsx';
import './results.css';
import './charts.css';

const VIEWS: readonly { readonly value: ResultView; readonly label: string }[] = [
  { value: 'overview', label: 'Layers and bits' },
  { value: 'channels', label: 'Channels' },
  { value: 'changes', label: 'Changes' },
  { value: 'masking', label: 'Masking' },
  { value: 'errorRates', label: 'Error rates' },
];

interface CampaignResultsProps {
  readonly stand: CampaignStand;
  readonly metric: CampaignMetric;
}

export const CampaignResults = memo(({ stand, metric }: CampaignResultsProps) => {
  const view = useCampaign((state) => state.view);
  const panel = useId();
  const { report } = stand;
  if (report === null) return <p className="soft">Rates appear with the first rows.</p>;
  return (
    <div className="campaign-results">
      <div className="campaign-views">
        <Tabs label="Results" tabs={VIEWS} value={view} panelId={panel} onChange={showView} />
        {(view === 'overview' || view === 'channels') && (
          <Segmented label="Rate of" options={optionsOf(report)} value={metric} onChange={showMetric} />
        )}
      </div>
      <div role="tabpanel" id={panel} aria-labelledby={`${panel}-${view}`} className="campaign-column">
        {view === 'overview' && <Overview stand={stand} report={report} metric={metric} />}
        {view === 'channels' && <ChannelsTab stand={stand} metric={metric} />}
        {view === 'changes' && <Changes report={report} />}
        {view === 'masking' && <MaskingTab report={report} />}
        {view === 'errorRates' && <ErrorRatesTab stand={stand} />}
      </div>
    </div>
  );
});

const optionsOf = (report: Report) =>
  metricsOf(report).map((value) => ({ value, label: METRIC_WORDS[value] }));

function Overview({ stand, report, metric }: CampaignResultsProps & { readonly report: Report }) {
  return (
    <>
      <LayerBitMap report={report} metric={metric} />
      <div className="campaign-tables">
        <div className="campaign-column">
          <RateTable title="Layer" rates={report.domains.layer} metric={metric} />
          {report.domains.layer.length > 0 && (
            <button
              type="button"
              className="button campaign-on-graph"
              onClick={() => {
                showOnGraph(true);
                closeDialog();
              }}
            >
              Show on the network
            </button>
          )}
          <ConvergenceChart points={stand.convergence} metric={metric} />
          <WorstTrials stand={stand} />
        </div>
        <RateTable title="Bit" rates={report.domains.bit.toReversed()} metric={metric} />
      </div>
    </>
  );
}

function Changes({ report }: { readonly report: Report }) {
  return (
    <>
      <ChartFigure picture={changesOf(report)} empty="A model without classes has no top score." />
      <ChartFigure picture={outputsOf(report)} empty="Rows of an older version do not tell." />
      <ChartFigure picture={lossesOf(report)} empty="The loss changes only where pictures have labels." />
      <p className="soft">Heights follow the root of the share, so that small shares are seen.</p>
    </>
  );
}
