/** Layers against bits, shaded by the root of the rate so that small rates are seen; blank where no trial was. */
import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from 'react';
import { formatCount } from '#app/ui/formatNumber.ts';
import type { Rate } from '#engine/campaign/report/estimate.ts';
import type { Report } from '#workers/campaignApi.ts';
import type { CampaignMetric } from './campaignStore.ts';
import { cellAfterKey } from './cellKeys.ts';
import { intervalText, percentText } from './rateText.ts';
import { ShadeScale } from './ShadeScale.tsx';

interface LayerBitMapProps {
  readonly report: Report;
  readonly metric: CampaignMetric;
}

export function LayerBitMap({ report, metric }: LayerBitMapProps) {
  const told = useRef<HTMLParagraphElement>(null);
  const [cursor, setCursor] = useState(0);
  const cells = report.domains['layer-bit'];
  if (cells.length === 0) return null;
  const layers = report.domains.layer.map(({ key }) => key.layer ?? '');
  const bits = report.domains.bit.map(({ key }) => key.bit ?? 0).toReversed();
  const at = new Map(cells.map(({ key, rates }) => [`${key.layer} ${key.bit}`, rates[metric]]));
  const count = layers.length * bits.length;
  const stop = cursor < count ? cursor : 0;
  const move = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const next = cellAfterKey(event, { lattice: 0, cell: stop }, [{ columns: bits.length, count }]);
    if (next === null) return;
    event.preventDefault();
    setCursor(next.cell);
    event.currentTarget.querySelectorAll('td')[next.cell]?.focus();
  };
  // What the pointer or the focus is on is written past React, as it moves.
  const tell = ({ target }: SyntheticEvent) => {
    const cell = target instanceof Element ? target.closest('td') : null;
    if (told.current !== null && cell !== null) told.current.textContent = cell.title;
  };
  return (
    <section className="campaign-column campaign-mapped" aria-label="Layers against bits">
      <div className="campaign-map-place">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern of WAI-ARIA for a grid with a cursor */}
        <table role="grid" className="campaign-map" data-masked={metric === 'masked' || undefined}>
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
          <tbody onKeyDown={move} onFocus={tell} onPointerOver={tell}>
            {layers.map((layer, row) => (
              <tr key={layer}>
                <th scope="row" className="campaign-name mono" title={layer}>
                  <bdi>{layer}</bdi>
                </th>
                {bits.map((bit, column) => (
                  <Cell
                    key={bit}
                    place={`${layer}, bit ${bit}`}
                    rate={at.get(`${layer} ${bit}`)}
                    stop={row * bits.length + column === stop}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="campaign-under-map">
        <p ref={told} className="campaign-told-cell soft" aria-hidden="true" />
        <ShadeScale masked={metric === 'masked'} />
      </div>
    </section>
  );
}

interface CellProps {
  readonly place: string;
  readonly rate: Rate | undefined;
  /** Where Tab leads. */
  readonly stop: boolean;
}

function Cell({ place, rate, stop }: CellProps) {
  const tabIndex = stop ? 0 : -1;
  if (rate === undefined || rate.n === 0) return <td tabIndex={tabIndex} title={`${place}: no trial`} />;
  const title = `${place}: ${percentText(rate.rate)}, ${intervalText(rate)}, ${formatCount(rate.n)} trials`;
  return (
    <td className="campaign-map-tried" tabIndex={tabIndex} title={title}>
      <span className="campaign-cell" style={{ opacity: Math.sqrt(rate.rate) }} />
      <span className="visually-hidden">{percentText(rate.rate)}</span>
    </td>
  );
}
