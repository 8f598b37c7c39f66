/** Starts, pauses and ends campaigns. One is at the desk at a time; what it had done is kept when another takes its place. */
import { notify } from '#app/state/notices.ts';
import type { CampaignRequest, CampaignStand, ChannelRate, Plan } from '#workers/campaignApi.ts';
import { type CampaignClient, openCampaignDesk } from '#workers/campaignClient.ts';
import { discardCampaign, keptCampaigns, keptEnds } from '#workers/campaignJournal.ts';
import type { ModelSource } from '#workers/labApi.ts';
import { type CampaignMetric, useCampaign } from './campaignStore.ts';

let client: CampaignClient | null = null;

function freshDesk(): CampaignClient {
  client?.close();
  client = openCampaignDesk(accept);
  return client;
}

function accept(stand: CampaignStand): void {
  const before = useCampaign.getState().stand;
  useCampaign.setState({ stand });
  if (stand.phase === before?.phase) return;
  if (stand.phase === 'finished' && before !== null && useCampaign.getState().showing !== 'run')
    notify('info', 'The campaign is finished.');
  if (stand.phase === 'finished') {
    const { queue } = useCampaign.getState();
    if (queue.length > 0) {
      void startFirst(queue);
      return;
    }
  }
  if (stand.phase !== 'opening') void readKept();
}

/** One after the other; those that wait are given up where another campaign is shown, or theirs is discarded. */
export async function startCampaigns(source: ModelSource, plans: readonly Plan[]): Promise<void> {
  useCampaign.setState({ showing: 'run' });
  const { backend } = useCampaign.getState();
  await startFirst(plans.map((plan) => ({ ...source, plan, backend })));
}

async function startFirst([request, ...queue]: readonly CampaignRequest[]): Promise<void> {
  if (request === undefined) return;
  useCampaign.setState({ stand: null, queue });
  await told(() => freshDesk().begin(request));
}

/** A campaign that was kept, as it stands. */
export async function showKept(id: string): Promise<void> {
  useCampaign.setState({ showing: 'run', stand: null, queue: [] });
  await told(() => freshDesk().reopen(id));
}

export async function goOn(id: string): Promise<void> {
  await showKept(id);
  await resumeCampaign();
}

export const pauseCampaign = (): void => client?.pause();

export async function resumeCampaign(): Promise<void> {
  await told(async () => client?.resume());
}

/** Its rows are gone. */
export async function discard(id: string): Promise<void> {
  if (useCampaign.getState().stand?.id === id) closeDesk();
  await told(() => discardCampaign(id));
  await readKept();
}

/** Also ends one whose model is still being opened. */
export function closeDesk(): void {
  client?.close();
  client = null;
  useCampaign.setState({ stand: null, showing: 'plan', queue: [] });
}

export function campaignFile(name: Parameters<CampaignClient['file']>[0]): Promise<Blob> {
  if (client === null) throw new Error('no campaign is open');
  return client.file(name);
}

export async function campaignChannels(metric: CampaignMetric): Promise<readonly ChannelRate[]> {
  return client === null ? [] : client.channels(metric);
}

/** Browsers that keep nothing (a private window, a frame of another site) have none. */
export async function readKept(): Promise<void> {
  const [kept, ends] = await Promise.all([keptCampaigns(), keptEnds()]).catch(() => [[], []] as const);
  useCampaign.setState({ kept, ends });
}

async function told(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { stand } = useCampaign.getState();
    if (stand === null) useCampaign.setState({ showing: 'plan' });
    else useCampaign.setState({ stand: { ...stand, phase: 'failed', message } });
    notify('error', `The campaign: ${message}`);
  }
}
