/**
 * Which faults of a scene act on one element: its own flips (which a click on a bit edits), its own other effects, and
 * wider faults that pass over it. Faults that cannot be parsed act on nothing; the fault list says so.
 */
import type { Fault, SiteIndex } from '#engine/faults/fault.ts';
import { parseFault } from '#engine/faults/parse.ts';

export interface SiteFaults {
  /** Bits flipped an odd number of times by flips on this very element, since it was last set. */
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
    if (reach === 'wider') wider.push(text);
    else if (fault.effect.kind === 'flip' && fault.format === null) toggleAll(flips, fault.effect.bits);
    else {
      own.push(text);
      if (DECIDING.has(fault.effect.kind)) flips.clear();
    }
  }
  return { flips, own, wider };
}

/** Effects after which it does not matter what was flipped before. */
const DECIDING: ReadonlySet<Fault['effect']['kind']> = new Set(['set', 'setWord', 'zero']);

function parsed(text: string): Fault | null {
  try {
    return parseFault(text);
  } catch {
    return null;
  }
}

function reachOf(
  index: SiteIndex,
  coordinates: readonly number[],
  flatIndex: number,
): 'none' | 'own' | 'wider' {
  if (index.kind === 'flat') return index.at === flatIndex ? 'own' : 'none';
  if (index.axes.length !== coordinates.length) return 'none';
  let reach: 'own' | 'wider' = 'own';
  for (const [k, axis] of index.axes.entries()) {
    const at = coordinates[k] as number;
    if (axis.kind === 'at' && axis.at === at) continue;
    if (axis.kind === 'at') return 'none';
    if (axis.kind === 'range' && (at < axis.from || at >= axis.to)) return 'none';
    reach = 'wider';
  }
  return reach;
}

function toggleAll(flips: Set<number>, bits: readonly number[]): void {
  for (const bit of bits) if (!flips.delete(bit)) flips.add(bit);
}
