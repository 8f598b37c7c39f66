/**
 * Flips as edits of a fault list: one flip fault a word, its bits gathered in it. Faults of other kinds on the same word
 * stay as they are, and so do flips with a format, time step or image of their own.
 */
import { parseFault } from '#engine/faults/parse.ts';
import { printSite } from '#engine/faults/print.ts';

/** The list with this bit of this word flipped, or flipped back; a flip without bits leaves the list. */
export function withFlippedBit(faults: readonly string[], site: string, bitIndex: number): readonly string[] {
  const at = faults.findLastIndex((fault) => flippedBits(fault, site) !== null);
  const bits = at < 0 ? null : flippedBits(faults[at] as string, site);
  if (bits === null) return [...faults, `${site}:flip(${bitIndex})`];
  const left = bits.includes(bitIndex) ? bits.filter((bit) => bit !== bitIndex) : [...bits, bitIndex];
  if (left.length === 0) return faults.filter((_, i) => i !== at);
  return faults.map((fault, i) => (i === at ? `${site}:flip(${left.join(',')})` : fault));
}

/** The bits that a flip fault on exactly this site flips, null for any other fault. */
function flippedBits(fault: string, site: string): readonly number[] | null {
  if (!fault.startsWith(`${site}:flip(`)) return null;
  const parsed = parseFault(fault);
  if (parsed.effect.kind !== 'flip' || parsed.format !== null || printSite(parsed.site) !== site) return null;
  return parsed.effect.bits;
}
