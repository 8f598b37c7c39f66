/** In the foot: opens the campaign's screen, and says in a word how a campaign stands, or that one is unfinished. */
import { useEffect } from 'react';
import { commandById, runCommand } from '#app/commands/registry.ts';
import { useCampaign } from './campaignStore.ts';
import './campaignButton.css';

/** The lab has the processor to itself first. */
const LOOK_AFTER_MS = 1500;

export function CampaignButton() {
  const percent = useCampaign(({ stand }) =>
    stand === null || stand.planned === 0 ? null : Math.floor((100 * stand.done) / stand.planned),
  );
  const unfinished = useCampaign(
    ({ kept, waiting }) => waiting.length > 0 || kept.some(({ finished }) => !finished),
  );
  useEffect(() => {
    const timer = setTimeout(
      () => void import('./campaignDriver.ts').then(({ readKept }) => readKept()),
      LOOK_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, []);
  const { title, keys } = commandById('campaign.open');
  const says = percent === null ? (unfinished ? 'unfinished' : null) : `${percent} %`;
  return (
    <button
      type="button"
      className="button campaign-button"
      title={`${title} (${keys[0]})`}
      onClick={() => runCommand('campaign.open')}
    >
      Campaign
      {says !== null && <span className="campaign-share">{says}</span>}
    </button>
  );
}
