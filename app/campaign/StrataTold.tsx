/** How trials are shared out among strata, and with what weight each stratum counts. Drawn when it is opened. */
import { useState } from 'react';
import { formatCount } from '#app/ui/formatNumber.ts';
import type { StratumTold } from './planPreview.ts';
import { percentText } from './rateText.ts';

interface StrataToldProps {
  readonly strata: readonly StratumTold[];
  /** Every stratum is drawn from as often: as drawn, each counts the same. */
  readonly even: boolean;
}

export function StrataTold({ strata, even }: StrataToldProps) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Allocation and weights of {formatCount(strata.length)} strata</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: so that keys scroll it
        <section className="campaign-strata" aria-label="Strata" tabIndex={0}>
          <table className="campaign-table">
            <thead>
              <tr>
                <th scope="col">Stratum</th>
                <th scope="col">possible faults</th>
                <th scope="col">weight</th>
                {even && <th scope="col">weight as drawn</th>}
                <th scope="col">trials</th>
              </tr>
            </thead>
            <tbody>
              {strata.map(({ label, faults, weight, trials }) => (
                <tr key={label}>
                  <th scope="row" className="campaign-name mono" title={label}>
                    <bdi>{label}</bdi>
                  </th>
                  <td>{formatCount(faults)}</td>
                  <td>{percentText(weight)}</td>
                  {even && <td>{percentText(1 / strata.length)}</td>}
                  <td>{formatCount(trials)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
