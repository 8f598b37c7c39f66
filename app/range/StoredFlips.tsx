/** What flips do to the whole tensor as it is stored now; nothing while the engine has yet to store it so. */
import { useMemo } from 'react';
import { useOpenTensor } from '#app/layer/openTensor.ts';
import { TensorFlips } from '#app/numbers/TensorFlips.tsx';
import { formatAt } from '#engine/formats/groupedFormat.ts';
import type { StorageCost } from './storageCost.ts';

interface StoredFlipsProps {
  readonly tensor: string;
  readonly format: string;
  readonly cost: StorageCost;
}

export function StoredFlips({ tensor, format, cost }: StoredFlipsProps) {
  const reply = useOpenTensor()?.reply;
  const { storage } = cost;
  const at = useMemo(() => (index: number) => formatAt(storage, index), [storage]);
  if (!reply?.goldenWords || reply.tensor !== tensor || reply.format !== format) return null;
  return <TensorFlips words={reply.goldenWords} formatAt={at} />;
}
