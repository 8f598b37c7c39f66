/** Everything that leaves the campaign: rows, summary, report, plan, and the line that repeats it in a terminal. */
import { CopyField } from '#app/share/CopyField.tsx';
import type { CampaignFile, CampaignStand } from '#workers/campaignApi.ts';
import { COMMAND_LINE, saveCampaignFile, savePlan } from './campaignFiles.ts';
import '#app/share/share.css';

const FILES: readonly { readonly file: CampaignFile; readonly label: string }[] = [
  { file: 'report.html', label: 'Report (HTML)' },
  { file: 'rows.csv', label: 'Rows (CSV)' },
  { file: 'rows.parquet', label: 'Rows (Parquet)' },
  { file: 'summary.json', label: 'Summary (JSON)' },
];

export function ResultFiles({ stand }: { readonly stand: CampaignStand }) {
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
      </div>
      <CopyField
        label="The same in a terminal, with the plan saved"
        text={COMMAND_LINE}
        what="The command line"
      />
    </section>
  );
}
