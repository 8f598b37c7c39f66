/**
 * Starts, pauses and ends campaigns. One is at the desk at a time; what it had done is kept when another takes its place,
 * and what follows it in its series waits.
 */
import { useLab } from '#app/state/lab.ts';
import { notify } from '#app/state/notices.ts';
import type { CampaignStand, ChannelRate, Plan } from '#workers/campaignApi.ts';
import { type CampaignClient, openCampaignDesk } from '#workers/campaignClient.ts';
import { discardCampaign, keptCampaigns, keptEnds } from '#workers/campaignJournal.ts';
import { allSeries, discardSeries, keepSeries, shortenSeries } from '#workers/campaignSeries.ts';
import type { ModelSource } from '#workers/labApi.ts';
import { type CampaignMetric, type CampaignState, useCampaign } from './campaignStore.ts';
import { isSameSeries, type WaitingSeries, waitingSeries } from './waitingSeries.ts';

let client: CampaignClient | null = null;

function freshDesk(): CampaignClient {
  client?.close();
  client = openCampaignDesk(accept);
  return client;
}

function accept(stand: CampaignStand): void {
  const { stand: before, showing, series } = useCampaign.getState();
  useCampaign.setState({ stand });
  if (stand.phase === before?.phase) return;
  if (stand.phase === 'finished' && before !== null && showing !== 'run')
    notify('info', 'The campaign is finished.');
  if (stand.phase === 'finished' && series !== null) void follow(series);
  else if (stand.phase !== 'opening') void readKept();
}

/** One after the other; what waits survives a reload, and another campaign that is shown in between. */
export async function startCampaigns(source: ModelSource, plans: readonly Plan[]): Promise<void> {
  const { backend, waiting } = useCampaign.getState();
  useCampaign.setState({ showing: 'run', stand: null, series: null });
  const series = {
    model: useLab.getState().model?.card.name ?? '',
    requests: plans.map((plan) => ({ ...source, plan, backend })),
  };
  // The same series begun again takes the place of the one that waits.
  const same = waiting.filter((each) => isSameSeries(each, series));
  await Promise.all(same.map(({ key }) => discardSeries(key))).catch(() => undefined);
  // Browsers that keep nothing run it all the same.
  await startFirst(plans.length < 2 ? series : await keepSeries(series).catch(() => series));
}

type DeskSeries = NonNullable<CampaignState['series']>;

async function startFirst(series: DeskSeries): Promise<void> {
  const [request] = series.requests;
  if (request === undefined) return;
  useCampaign.setState({ stand: null, series });
  await told(() => freshDesk().begin(request));
}

/** The campaign at the desk ended: the next of its series begins. */
async function follow({ key, model, requests }: DeskSeries): Promise<void> {
  const left = { model, requests: requests.slice(1) };
  if (key !== undefined) await shortenSeries({ ...left, key }).catch(() => undefined);
  if (left.requests.length === 0) await readKept();
  else await startFirst(key === undefined ? left : { ...left, key });
}

/** A campaign that was kept, as it stands; the rest of its series follows it. */
export async function showKept(id: string): Promise<void> {
  const { waiting } = useCampaign.getState();
  const series = waiting.find(({ begun }) => begun?.id === id) ?? null;
  useCampaign.setState({ showing: 'run', stand: null, series });
  await told(() => freshDesk().reopen(id));
}

export async function goOn(id: string): Promise<void> {
  await showKept(id);
  await resumeCampaign();
}

/** A series none of whose campaigns is under way. */
export async function goOnWithSeries(series: WaitingSeries): Promise<void> {
  useCampaign.setState({ showing: 'run' });
  await startFirst(series);
}

export const pauseCampaign = (): void => client?.pause();

export async function resumeCampaign(): Promise<void> {
  await told(async () => client?.resume());
}

/** Its rows are gone, and what waited for it is given up. */
export async function discard(id: string): Promise<void> {
  const { waiting, stand } = useCampaign.getState();
  const series = waiting.filter(({ begun }) => begun?.id === id);
  if (stand?.id === id) await closeDesk();
  await told(() => Promise.all([discardCampaign(id), ...series.map(({ key }) => discardSeries(key))]));
  await readKept();
}

export async function giveUpSeries({ key }: WaitingSeries): Promise<void> {
  await told(() => discardSeries(key));
  await readKept();
}

/** Also ends one whose model is still being opened, and its series with it. */
export async function closeDesk(): Promise<void> {
  client?.close();
  client = null;
  const key = useCampaign.getState().series?.key;
  useCampaign.setState({ stand: null, showing: 'plan', series: null });
  if (key === undefined) return;
  await discardSeries(key).catch(() => undefined);
  await readKept();
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
  const [kept, ends, series] = await Promise.all([keptCampaigns(), keptEnds(), allSeries()]).catch(
    () => [[], [], []] as const,
  );
  useCampaign.setState({ kept, ends, waiting: waitingSeries(series, kept) });
}

async function told(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { stand } = useCampaign.getState();
    if (stand === null) useCampaign.setState({ showing: 'plan', series: null });
    else useCampaign.setState({ stand: { ...stand, phase: 'failed', message } });
    notify('error', `The campaign: ${message}`);
  }
}
