/** Accuracy against the bit error rate: this campaign and those of its series that ended on this device. */
import type { CampaignStand } from '#workers/campaignApi.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { seriesOf, seriesPicture } from './campaignCharts.ts';
import { useCampaign } from './campaignStore.ts';
import { intervalText, percentText } from './rateText.ts';

export function ErrorRatesTab({ stand }: { readonly stand: CampaignStand }) {
  const ends = useCampaign((state) => state.ends);
  const series = seriesOf(stand, ends);
  if (series === null)
    return <p className="soft">A plan with an error rate makes this chart: choose one under "At once".</p>;
  return (
    <>
      <ChartFigure picture={seriesPicture(series)} empty="" />
      <table className="campaign-table">
        <caption className="visually-hidden">{series.of} by error rate</caption>
        <thead>
          <tr>
            <th scope="col">Error rate</th>
            <th scope="col">{series.of.replace('Accuracy', 'accuracy')}</th>
            <th scope="col">interval</th>
          </tr>
        </thead>
        <tbody>
          {series.points.map(({ errorRate, value }) => (
            <tr key={errorRate}>
              <th scope="row">{errorRate}</th>
              <td>{percentText(value.rate)}</td>
              <td className="soft">{intervalText(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">
        Campaigns on this device whose plans differ in the error rate alone. Each has its own interval; with
        one seed their draws are related.
      </p>
    </>
  );
}
