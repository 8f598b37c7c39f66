/** Everything that leaves the campaign: rows, summary, report, plan, and the line that repeats it in a terminal. */
import { useState } from 'react';
import { CopyField } from '#app/share/CopyField.tsx';
import type { CampaignFile, CampaignStand } from '#workers/campaignApi.ts';
import { ChartExport } from './ChartExport.tsx';
import { COMMAND_LINE, saveCampaignFile, savePlan } from './campaignFiles.ts';
import '#app/share/share.css';

const FILES: readonly { readonly file: CampaignFile; readonly label: string }[] = [
  { file: 'report.html', label: 'Report (HTML)' },
  { file: 'rows.csv', label: 'Rows (CSV)' },
  { file: 'rows.parquet', label: 'Rows (Parquet)' },
  { file: 'summary.json', label: 'Summary (JSON)' },
];

/** For other tools. */
const LISTS: typeof FILES = [
  { file: 'faults-pytorch.csv', label: 'Fault list (PyTorch order)' },
  { file: 'faults-keras.csv', label: 'Fault list (Keras order)' },
];
const SPIKINGJET = { file: 'spikingjet.csv', label: "SpikingJET's table" } as const;

export function ResultFiles({ stand }: { readonly stand: CampaignStand }) {
  const [more, setMore] = useState(false);
  return (
    <section aria-label="Files" className="campaign-files">
      <div className="campaign-actions">
        {FILES.map(({ file, label }) => (
          <button
            key={file}
            type="button"
            className="button"
            onClick={() => void saveCampaignFile(stand, file)}
          >
            {label}
          </button>
        ))}
        <button type="button" className="button" onClick={() => savePlan(stand.plan)}>
          Plan (JSON)
        </button>
        {more &&
          (stand.plan.bands === 'spikingjet' ? [SPIKINGJET, ...LISTS] : LISTS).map(({ file, label }) => (
            <button
              key={file}
              type="button"
              className="button"
              onClick={() => void saveCampaignFile(stand, file)}
            >
              {label}
            </button>
          ))}
        <button type="button" className="button plain" aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? 'Less' : 'More files'}
        </button>
      </div>
      {more && <ChartExport stand={stand} />}
      <CopyField
        label="The same in a terminal, with the plan saved"
        text={COMMAND_LINE}
        what="The command line"
      />
    </section>
  );
}
