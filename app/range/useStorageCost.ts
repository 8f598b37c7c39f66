/**
 * What a format costs a tensor, at once. Of a large tensor a part of the values tells at first, evenly taken, and all of
 * them as soon as nothing moves.
 */
import { useEffect, useMemo, useState } from 'react';
import type { StorageReport } from '#engine/storage/storageReport.ts';
import { needsData, readStorageSpec } from '#engine/storage/storageSpec.ts';
import { withEnds } from './rangeEnds.ts';
import { type Spread, sampleOf } from './spread.ts';
import { type StorageCost, storageCost } from './storageCost.ts';

/** Values that are stored well within a frame. */
const AT_ONCE = 65_536;
const REST_MS = 160;

export interface KnownCost {
  /** Null while there is nothing to tell it from. */
  readonly cost: StorageCost | null;
  /** Why the tensor cannot be stored so. */
  readonly problem: string | null;
}

/** `report`: what the engine says of the tensor under this very format, null until it has. */
export function useStorageCost(
  spread: Spread | null,
  format: string,
  report: StorageReport | null,
): KnownCost {
  const sample = useMemo(() => {
    const large = spread?.kind === 'values' && spread.elements > AT_ONCE;
    // A scale that is fitted to a part is another scale.
    return large && !needsData(readStorageSpec(format)) ? sampleOf(spread, AT_ONCE) : null;
  }, [spread, format]);
  const first = useMemo(() => costOf(sample ?? spread, format, report), [sample, spread, format, report]);
  const [whole, setWhole] = useState<{ readonly format: string; readonly known: KnownCost } | null>(null);
  useEffect(() => {
    if (sample === null) return;
    const timer = setTimeout(() => setWhole({ format, known: costOf(spread, format, null) }), REST_MS);
    return () => clearTimeout(timer);
  }, [sample, spread, format]);
  if (sample === null) return first;
  if (whole?.format === format) return whole.known;
  return { ...first, cost: first.cost && { ...first.cost, codesUsed: null, basis: 'part' } };
}

function costOf(spread: Spread | null, format: string, report: StorageReport | null): KnownCost {
  if (spread === null) return { cost: null, problem: null };
  try {
    // What the engine fitted to the gallery has the ends that it reports.
    const cost =
      storageCost(spread, format) ?? (report && storageCost(spread, withEnds(format, report, 'both')));
    return { cost, problem: null };
  } catch (error) {
    return { cost: null, problem: error instanceof Error ? error.message : String(error) };
  }
}
