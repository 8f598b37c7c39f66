/** How far the campaign is, how fast, how long yet; pause, go on, discard. */
import { useEffect, useState } from 'react';
import { formatCount } from '#app/ui/formatNumber.ts';
import type { CampaignPhase, CampaignStand } from '#workers/campaignApi.ts';
import { closeDesk, discard, pauseCampaign, resumeCampaign } from './campaignDriver.ts';
import { showPlan, useCampaign } from './campaignStore.ts';
import { durationText } from './rateText.ts';

const WORDS: Readonly<Record<CampaignPhase, string>> = {
  opening: 'Opening the model in its workers',
  reading: 'Reading what was kept',
  running: 'Running',
  pausing: 'Pausing after what is under way',
  paused: 'Paused',
  closing: 'Adding up all rows',
  finished: 'Finished',
  failed: 'Stopped',
};

export function RunProgress({ stand }: { readonly stand: CampaignStand }) {
  const waiting = useCampaign(({ series }) => (series === null ? 0 : series.requests.length - 1));
  const { phase, done, planned, trialsPerSecond, workers, lost, message } = stand;
  const left = trialsPerSecond ? (planned - done) / trialsPerSecond : null;
  return (
    <section className="campaign-progress" aria-label="Progress">
      <p role="status" aria-label="Campaign">
        {WORDS[phase]}
        {phase === 'running' && `, ${workers === 1 ? '1 worker' : `${workers} workers`}`}
        {lost > 0 && `. ${lost === 1 ? 'A worker' : `${lost} workers`} died and was replaced; no row is lost`}
      </p>
      {message !== null && <p className="campaign-wrong">{message} What was run is kept.</p>}
      <progress aria-label="Trials" max={Math.max(1, planned)} value={done} />
      <p className="campaign-counts">
        {formatCount(done)} of {formatCount(planned)} trials
        {trialsPerSecond !== null && `, ${formatCount(Math.round(trialsPerSecond))} a second`}
        {left !== null && phase === 'running' && `, ${durationText(left)} left`}
      </p>
      {waiting > 0 && (
        <p className="soft">
          {waiting === 1
            ? 'One more campaign of the series follows.'
            : `${waiting} more campaigns of the series follow.`}
        </p>
      )}
      <div className="campaign-actions">
        {phase !== 'finished' && <PauseOrGoOn phase={phase} />}
        <button
          type="button"
          className="button"
          data-first-focus={phase === 'finished' ? '' : undefined}
          onClick={showPlan}
        >
          {phase === 'finished' ? 'New campaign' : 'Plan another'}
        </button>
        <Discard stand={stand} />
      </div>
    </section>
  );
}

/** One button from the start to the end, so that the focus stays on it; where it can do nothing it says so. */
function PauseOrGoOn({ phase }: { readonly phase: CampaignPhase }) {
  const stands = phase === 'paused' || phase === 'failed';
  return (
    <button
      type="button"
      className="button"
      data-first-focus=""
      aria-disabled={!stands && phase !== 'running'}
      onClick={() => {
        if (stands) void resumeCampaign();
        else if (phase === 'running') pauseCampaign();
      }}
    >
      {stands ? 'Go on' : 'Pause'}
    </button>
  );
}

/** Asks once more where rows would be lost. */
function Discard({ stand: { id, done } }: { readonly stand: CampaignStand }) {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), 5000);
    return () => clearTimeout(timer);
  }, [asked]);
  if (id === '')
    return (
      <button type="button" className="button plain" onClick={closeDesk}>
        Cancel
      </button>
    );
  return (
    <button
      type="button"
      className="button plain"
      onClick={() => (asked ? void discard(id) : setAsked(true))}
    >
      {asked ? `Discard ${formatCount(done)} trials for good?` : 'Discard'}
    </button>
  );
}
