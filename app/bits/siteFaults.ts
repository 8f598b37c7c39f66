/**
 * Which faults of a scene act on one element: its own flips (which a click on a bit edits), its own other effects, and
 * wider faults that pass over it. Faults that cannot be parsed act on nothing; the fault list says so.
 */
import { reachOf } from '#app/state/siteReach.ts';
import type { Fault } from '#engine/faults/fault.ts';
import { parseFault } from '#engine/faults/parse.ts';

export interface SiteFaults {
  /** Bits flipped an odd number of times by flips on this very element, since a fault that is no flip acted on it. */
  readonly flips: ReadonlySet<number>;
  /** Fault strings with another effect on this very element. */
  readonly own: readonly string[];
  /** Fault strings of wider sites that hold this element. */
  readonly wider: readonly string[];
}

export function siteFaults(
  faults: readonly string[],
  tensor: string,
  coordinates: readonly number[],
  flatIndex: number,
): SiteFaults {
  const flips = new Set<number>();
  const own: string[] = [];
  const wider: string[] = [];
  for (const text of faults) {
    const fault = parsed(text);
    if (!fault || `${fault.site.node}/${fault.site.tensor}` !== tensor) continue;
    const reach = reachOf(fault.site.index, coordinates, flatIndex);
    if (reach === 'none') continue;
    if (fault.effect.kind === 'flip' && fault.format === null) {
      if (reach === 'own') toggleAll(flips, fault.effect.bits);
      else wider.push(text);
      continue;
    }
    (reach === 'own' ? own : wider).push(text);
    // What stood before is part of the word that this fault made; a bit is flipped after it.
    flips.clear();
  }
  return { flips, own, wider };
}

function parsed(text: string): Fault | null {
  try {
    return parseFault(text);
  } catch {
    return null;
  }
}

function toggleAll(flips: Set<number>, bits: readonly number[]): void {
  for (const bit of bits) if (!flips.delete(bit)) flips.add(bit);
}
