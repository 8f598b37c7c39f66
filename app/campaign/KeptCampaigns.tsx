/** Campaigns that were kept on this device: unfinished ones can go on where they stood, and series with what is left. */
import { formatCount } from '#app/ui/formatNumber.ts';
import type { Plan } from '#workers/campaignApi.ts';
import type { KeptCampaign } from '#workers/campaignJournal.ts';
import { discard, giveUpSeries, goOn, goOnWithSeries, showKept } from './campaignDriver.ts';
import { showRun, useCampaign } from './campaignStore.ts';
import { errorRatesOf, type WaitingSeries } from './waitingSeries.ts';

export function KeptCampaigns() {
  const kept = useCampaign((state) => state.kept);
  const waiting = useCampaign((state) => state.waiting);
  const here = useCampaign((state) => state.stand?.id ?? null);
  const hereKey = useCampaign((state) => state.series?.key);
  const unbegun = waiting.filter(({ key, begun }) => begun === null && key !== hereKey);
  if (kept.length + unbegun.length === 0) return null;
  return (
    <ul className="campaign-kept" aria-label="Campaigns kept on this device">
      {kept.map((each) => (
        <Kept
          key={each.id}
          kept={each}
          here={each.id === here}
          series={waiting.find(({ begun }) => begun?.id === each.id) ?? null}
        />
      ))}
      {unbegun.map((each) => (
        <Waiting key={each.key} series={each} />
      ))}
    </ul>
  );
}

interface KeptProps {
  readonly kept: KeptCampaign;
  readonly here: boolean;
  /** The one that it is the first of. */
  readonly series: WaitingSeries | null;
}

function Kept({ kept, here, series }: KeptProps) {
  const { id, record, planned, done, finished } = kept;
  const name = `${record.model.name}, campaign ${id}`;
  return (
    <li>
      <p>
        <strong>{finished ? 'Finished' : here ? 'At the desk' : 'Unfinished'}</strong>: {record.model.name},{' '}
        {formatCount(done)} of {formatCount(planned)} trials{whichText(record.plan)}{' '}
        <span className="soft mono">{id}</span>
        {series !== null && series.requests.length > 1 && `, then ${moreText(series.requests.length - 1)}`}
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

/** What tells campaigns apart: their title, and which of a series they are. */
function whichText({ title, fault: { amount } }: Plan): string {
  const rate = amount.kind === 'rate' ? `, error rate ${amount.rate}` : '';
  return `${title === '' ? '' : `, ${title}`}${rate}`;
}

const moreText = (count: number): string =>
  count === 1 ? 'one more of its series' : `${formatCount(count)} more of its series`;

/** None of its campaigns is under way. */
function Waiting({ series }: { readonly series: WaitingSeries }) {
  const { model, requests } = series;
  const rates = errorRatesOf(requests).join(', ');
  const name = `${model}, error rates ${rates}`;
  return (
    <li>
      <p>
        <strong>Waiting</strong>: {model},{' '}
        {requests.length === 1 ? 'the last of a series' : `${formatCount(requests.length)} of a series`},
        error rates {rates}
      </p>
      <button
        type="button"
        className="button"
        aria-label={`Go on: ${name}`}
        onClick={() => void goOnWithSeries(series)}
      >
        Go on
      </button>
      <button
        type="button"
        className="button plain"
        aria-label={`Discard: ${name}`}
        onClick={() => void giveUpSeries(series)}
      >
        Discard
      </button>
    </li>
  );
}
