/** In the foot: opens the campaign's screen, and says in a word how a campaign stands. */
import { commandById, runCommand } from '#app/commands/registry.ts';
import { useCampaign } from './campaignStore.ts';
import './campaignButton.css';

export function CampaignButton() {
  const percent = useCampaign(({ stand }) =>
    stand === null || stand.planned === 0 ? null : Math.floor((100 * stand.done) / stand.planned),
  );
  const { title, keys } = commandById('campaign.open');
  return (
    <button
      type="button"
      className="button campaign-button"
      title={`${title} (${keys[0]})`}
      onClick={() => runCommand('campaign.open')}
    >
      Campaign
      {percent !== null && <span className="campaign-share">{percent} %</span>}
    </button>
  );
}
