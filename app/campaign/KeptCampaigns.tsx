/** Campaigns that were kept on this device: unfinished ones can go on where they stood. */
import { formatCount } from '#app/ui/formatNumber.ts';
import type { KeptCampaign } from '#workers/campaignJournal.ts';
import { discard, goOn, showKept } from './campaignDriver.ts';
import { showRun, useCampaign } from './campaignStore.ts';

export function KeptCampaigns() {
  const kept = useCampaign((state) => state.kept);
  const here = useCampaign((state) => state.stand?.id ?? null);
  if (kept.length === 0) return null;
  return (
    <ul className="campaign-kept" aria-label="Campaigns kept on this device">
      {kept.map((each) => (
        <Kept key={each.id} kept={each} here={each.id === here} />
      ))}
    </ul>
  );
}

function Kept({ kept, here }: { readonly kept: KeptCampaign; readonly here: boolean }) {
  const { id, record, planned, done, finished } = kept;
  const name = `${record.model.name}, campaign ${id}`;
  return (
    <li>
      <p>
        <strong>{finished ? 'Finished' : here ? 'At the desk' : 'Unfinished'}</strong>: {record.model.name},{' '}
        {formatCount(done)} of {formatCount(planned)} trials <span className="soft mono">{id}</span>
      </p>
      {here ? (
        <button type="button" className="button" onClick={showRun}>
          Show it
        </button>
      ) : (
        <>
          {!finished && (
            <button
              type="button"
              className="button"
              aria-label={`Go on: ${name}`}
              onClick={() => void goOn(id)}
            >
              Go on
            </button>
          )}
          <button
            type="button"
            className="button plain"
            aria-label={`Show: ${name}`}
            onClick={() => void showKept(id)}
          >
            Show
          </button>
          <button
            type="button"
            className="button plain"
            aria-label={`Discard: ${name}`}
            onClick={() => void discard(id)}
          >
            Discard
          </button>
        </>
      )}
    </li>
  );
}
