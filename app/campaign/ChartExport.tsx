/** One chart of the campaign as a file. */
import { useState } from 'react';
import { Choice } from '#app/ui/Field.tsx';
import type { CampaignStand } from '#workers/campaignApi.ts';
import { chartsOf } from './campaignCharts.ts';
import { useCampaign } from './campaignStore.ts';
import { saveChart } from './chartFiles.ts';
import { shownMetric } from './metricWords.ts';
import { useChannels } from './useChannels.ts';

export function ChartExport({ stand }: { readonly stand: CampaignStand }) {
  const metric = useCampaign((state) => shownMetric(stand.report, state.metric));
  const ends = useCampaign((state) => state.ends);
  const channels = useChannels(stand, metric);
  const [chosen, setChosen] = useState('layers');
  const charts = chartsOf(stand, metric, channels ?? [], ends);
  const chart = charts.find(({ id }) => id === chosen) ?? charts[0];
  if (chart === undefined) return null;
  return (
    <div className="campaign-chart-export">
      <Choice
        label="A chart"
        value={chart.id}
        options={charts.map(({ id, label }) => ({ value: id, label }))}
        onChange={setChosen}
      />
      <button type="button" className="button" onClick={() => void saveChart(chart, stand.id, 'svg')}>
        SVG
      </button>
      <button type="button" className="button" onClick={() => void saveChart(chart, stand.id, 'png')}>
        PNG
      </button>
    </div>
  );
}
