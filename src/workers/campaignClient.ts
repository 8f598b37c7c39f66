/** The page's side of a campaign: one desk worker, which has workers of its own. Ending it ends them all. */
import * as Comlink from 'comlink';
import type {
  CampaignFile,
  CampaignRequest,
  CampaignStand,
  ChannelRate,
  DeskApi,
  Metric,
} from './campaignApi.ts';
import { watchError } from './watchError.ts';
import { installWire } from './wire.ts';

export interface CampaignClient {
  /** Ends when the campaign does, or pauses; failures are told. Rejects where the desk itself died. */
  begin(request: CampaignRequest): Promise<void>;
  reopen(id: string): Promise<void>;
  pause(): void;
  resume(): Promise<void>;
  file(name: CampaignFile): Promise<Blob>;
  channels(metric: Metric): Promise<readonly ChannelRate[]>;
  close(): void;
}

export function openCampaignDesk(tell: (stand: CampaignStand) => void): CampaignClient {
  installWire();
  const worker = new Worker(new URL('./campaignDesk.worker.ts', import.meta.url), {
    type: 'module',
    name: 'campaign-desk',
  });
  const api = Comlink.wrap<DeskApi>(worker);
  const died = watchError(worker);
  const living = <T>(call: Promise<T>): Promise<T> => Promise.race([call, died]);
  let open = true;
  const listener = () =>
    Comlink.proxy((stand: CampaignStand) => {
      if (open) tell(stand);
    });
  return {
    begin: (request) => living(api.begin(request, listener())),
    reopen: (id) => living(api.reopen(id, listener())),
    pause: () => void api.pause(),
    resume: () => living(api.resume()),
    file: (name) => living(api.file(name)),
    channels: (metric) => living(api.channels(metric)),
    close() {
      open = false;
      worker.terminate();
    },
  };
}
