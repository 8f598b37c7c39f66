/** How many items of a dataset are taken, so that page and workers hold them; and a word where that is not all. */
import type { ChannelScale } from '../io/datasets/preparation.ts';

export interface ItemLimits {
  readonly items: number;
  readonly bytes: number;
}

/** What a page holds, several times over. */
export const PAGE_LIMITS: ItemLimits = { items: 20_000, bytes: 256 * 2 ** 20 };

/** What of the model bears on items. */
export interface ItemPlace {
  /** What a level becomes by the model's own card. */
  readonly scale: ChannelScale;
  readonly limits?: ItemLimits;
}

export function within(
  count: number,
  itemBytes: number,
  { items, bytes }: ItemLimits = PAGE_LIMITS,
): { readonly kept: readonly number[]; readonly notes: readonly string[] } {
  const most = Math.max(1, Math.min(items, Math.floor(bytes / Math.max(1, itemBytes))));
  const kept = Array.from({ length: Math.min(count, most) }, (_, k) => k);
  return {
    kept,
    notes: count > most ? [`Of ${count} items the first ${most} are taken, which is what fits.`] : [],
  };
}
