/** What a step gives as the storage plan keeps it: in banks and stacks as in any run. */
import type { ValueId } from '../../graph/modelGraph.ts';
import { putInFormat } from '../../storage/storeWords.ts';
import type { CampaignPlace, Tensor } from './campaign.ts';

/** Takes the tensor over, gives the one to keep. */
export function storedOutput({ storage, device }: CampaignPlace, id: ValueId, x: Tensor): Tensor {
  const own = storage.get(id);
  const words = own === undefined || x.dtype !== 'float32' ? null : device.view(x);
  if (own === undefined || words === null) return x;
  const kept = new Uint32Array(words.slice().buffer);
  putInFormat(own, kept);
  x.dispose();
  return device.upload(kept, x.shape);
}
