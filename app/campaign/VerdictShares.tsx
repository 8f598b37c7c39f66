/** What became of the images, in shares with their intervals. */
import type { Metric } from '#engine/campaign/report/moments.ts';
import type { Report } from '#workers/campaignApi.ts';
import { intervalText, percentText } from './rateText.ts';

const LINES: readonly { readonly metric: Metric; readonly label: string; readonly says: string }[] = [
  { metric: 'masked', label: 'masked', says: 'outputs bit-equal' },
  { metric: 'benign', label: 'benign', says: 'outputs differ, same answer' },
  { metric: 'changed', label: 'changed', says: 'outputs differ (no classes)' },
  { metric: 'sdc', label: 'SDC', says: 'another answer' },
  { metric: 'due', label: 'DUE', says: 'an output is not finite' },
];

export function VerdictShares({ report }: { readonly report: Report }) {
  const lines = LINES.filter(({ metric }) => metric !== 'changed' || report.overall.changed.rate > 0);
  return (
    <section aria-label="Verdicts" aria-live="polite" aria-atomic="false">
      <div className="campaign-stack" aria-hidden="true">
        {lines.map(({ metric }) => (
          <span key={metric} data-metric={metric} style={{ flexGrow: report.overall[metric].rate || 0 }} />
        ))}
      </div>
      <table className="campaign-table campaign-verdicts">
        <caption className="visually-hidden">
          Shares of verdicts with intervals at {percentText(report.confidence)}
        </caption>
        <tbody>
          {lines.map(({ metric, label, says }) => (
            <tr key={metric}>
              <th scope="row" title={says}>
                <span className="campaign-key" data-metric={metric} aria-hidden="true" />
                {label}
              </th>
              <td>{percentText(report.overall[metric].rate)}</td>
              <td className="soft">{intervalText(report.overall[metric])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">
        Intervals at {percentText(report.confidence)}.
        {report.accuracy &&
          ` Accuracy ${percentText(report.accuracy.golden)} without, ${percentText(report.accuracy.faulty)} with the faults (${intervalText(report.accuracy.interval)}).`}
      </p>
    </section>
  );
}
