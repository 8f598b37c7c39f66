/** The worst trials so far; one pressed is played again in the lab. */
import { useLab } from '#app/state/lab.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { CampaignStand, Row } from '#workers/campaignApi.ts';
import { percentText } from './rateText.ts';
import { replayTrial } from './replayTrial.ts';

export function WorstTrials({ stand }: { readonly stand: CampaignStand }) {
  const labels = useLab((state) => state.model?.card.labels ?? null);
  if (stand.worst.length === 0) return null;
  return (
    <section aria-labelledby="campaign-worst">
      <h3 className="panel-title" id="campaign-worst">
        Worst trials: press one to replay it
      </h3>
      <ol className="campaign-worst">
        {stand.worst.map((row) => (
          <li key={row.trial}>
            <button type="button" className="button plain" onClick={() => void replayTrial(stand, row)}>
              <span className="mono">{row.fault}</span>
              <span className="campaign-became">{became(row, labels)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function became(row: Row, labels: readonly string[] | null): string {
  const name = (index: number | null) => (index === null ? '?' : (labels?.[index] ?? String(index)));
  const moved = `outputs moved by up to ${shortNumber(row.maxAbsDiff ?? 0)}`;
  if (row.changed > 0 && row.due === 0)
    return row.image === null ? `${moved} on ${row.images} pictures` : `${moved}, picture ${row.image}`;
  if (row.image === null)
    return `SDC ${percentText(row.sdc / row.images)}, DUE ${percentText(row.due / row.images)} of ${row.images} pictures`;
  const picture = `picture ${row.image}`;
  return row.due > 0
    ? `DUE, ${picture}`
    : `SDC: ${name(row.goldenTop)} became ${name(row.faultyTop)}, ${picture}`;
}
