/** Layers against bits, shaded by the root of the rate so that small rates are seen; blank where no trial was. */
import { formatCount } from '#app/ui/formatNumber.ts';
import type { Report } from '#workers/campaignApi.ts';
import type { CampaignMetric } from './campaignStore.ts';
import { intervalText, percentText } from './rateText.ts';

interface LayerBitMapProps {
  readonly report: Report;
  readonly metric: CampaignMetric;
}

export function LayerBitMap({ report, metric }: LayerBitMapProps) {
  const cells = report.domains['layer-bit'];
  if (cells.length === 0) return null;
  const layers = report.domains.layer.map(({ key }) => key.layer ?? '');
  const bits = report.domains.bit.map(({ key }) => key.bit ?? 0).toReversed();
  const at = new Map(cells.map(({ key, rates }) => [`${key.layer} ${key.bit}`, rates[metric]]));
  return (
    <section className="campaign-map-place" aria-label="Layers against bits">
      <table className="campaign-map" data-masked={metric === 'masked' || undefined}>
        <caption className="panel-title">Layer x bit</caption>
        <thead>
          <tr>
            <td className="campaign-map-layer" />
            {bits.map((bit) => (
              <th key={bit} scope="col">
                {bit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {layers.map((layer) => (
            <tr key={layer}>
              <th scope="row" className="mono" title={layer}>
                {layer}
              </th>
              {bits.map((bit) => {
                const rate = at.get(`${layer} ${bit}`);
                if (rate === undefined || rate.n === 0) return <td key={bit} />;
                const told = `${layer}, bit ${bit}: ${percentText(rate.rate)}, ${intervalText(rate)}, ${formatCount(rate.n)} trials`;
                return (
                  <td key={bit} className="campaign-map-tried" title={told}>
                    <span className="campaign-cell" style={{ opacity: Math.sqrt(rate.rate) }} />
                    <span className="visually-hidden">{percentText(rate.rate)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
