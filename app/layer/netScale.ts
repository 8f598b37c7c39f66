/** The scale of the whole net: golden activations of every layer, or all weights; for "as large as anything in this net". */
import { useMemo } from 'react';
import { useReply } from '#app/state/lab.ts';
import { useWeightRange } from '#app/state/weightRange.ts';
import type { Domain } from '#app/ui/paint.ts';
import { domainOf } from '#engine/runtime/thumbnail.ts';
import type { Thumbnail } from '#workers/labApi.ts';
import { useLayerView } from './layerView.ts';

/** Null where a tensor keeps its own scale. */
export function useNetScale(parameter: boolean): Domain | null {
  const net = useLayerView((view) => view.scope === 'net');
  const reply = useReply();
  const weights = useWeightRange(net && parameter);
  const entries = reply?.goldenThumbnails.entries;
  const scale = net ? (parameter ? weights && domainOf(weights) : entries && scaleOf(entries)) : null;
  const { lo, hi } = scale ?? { lo: 0, hi: 0 };
  // The same object for the same scale: what hangs on it is made anew for another one only.
  return useMemo(() => (hi === 0 ? null : { lo, hi }), [lo, hi]);
}

/** Thumbnails are on golden scales of their own: the widest of them, symmetric if one is. */
export function scaleOf(entries: readonly Pick<Thumbnail, 'lo' | 'hi'>[]): Domain {
  const hi = entries.reduce((most, entry) => Math.max(most, entry.hi), 0);
  return { lo: entries.some(({ lo }) => lo < 0) ? -hi : 0, hi };
}
