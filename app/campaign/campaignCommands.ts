/** Commands on campaigns. */
import type { Command } from '#app/commands/command.ts';
import { openDialog } from '#app/shell/dialogs.ts';
import { useLab } from '#app/state/lab.ts';
import { showOnGraph, useCampaign } from './campaignStore.ts';

const phase = () => useCampaign.getState().stand?.phase;

/** The campaign's code comes with its screen. */
const driver = () => import('./campaignDriver.ts');

export const CAMPAIGN_COMMANDS: readonly Command[] = [
  {
    id: 'campaign.open',
    title: 'Campaign: many faults, rates with intervals',
    group: 'Faults',
    keys: ['Shift+C'],
    run: () => openDialog('campaign'),
    enabled: () => useLab.getState().model !== null,
  },
  {
    id: 'campaign.pause',
    title: 'Pause the campaign',
    group: 'Faults',
    keys: [],
    run: () => void driver().then(({ pauseCampaign }) => pauseCampaign()),
    enabled: () => phase() === 'running',
  },
  {
    id: 'campaign.resume',
    title: 'Go on with the campaign',
    group: 'Faults',
    keys: [],
    run: () => void driver().then(({ resumeCampaign }) => resumeCampaign()),
    enabled: () => phase() === 'paused' || phase() === 'failed',
  },
  {
    id: 'campaign.onGraph',
    title: 'Campaign: rates on the network, shown or hidden',
    group: 'Faults',
    keys: [],
    run: () => showOnGraph(!useCampaign.getState().onGraph),
    enabled: () => useCampaign.getState().stand?.report != null,
  },
];
