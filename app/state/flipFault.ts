/**
 * Flips as edits of a fault list: one flip fault a word, its bits gathered in it. Faults of other kinds on the same word
 * stay as they are, and so do flips with a format, time step or image of their own. Faults act in their order, so a flip
 * that stands before another kind of fault on its word is left alone: an edit of it might not be seen. Faults that are
 * off are left alone too.
 */
import type { Fault } from '#engine/faults/fault.ts';
import { parseFault } from '#engine/faults/parse.ts';
import { printSite } from '#engine/faults/print.ts';
import type { SceneFault } from './scene.ts';
import { reachOf } from './siteReach.ts';

/**
 * The list with this bit of this word flipped, or flipped back; a flip without bits leaves the list. `site` is one
 * element, as it stands in a fault string: `conv2d_1/kernel[0,2,1,5]`.
 */
export function withFlippedBit(
  faults: readonly SceneFault[],
  site: string,
  bitIndex: number,
): readonly SceneFault[] {
  const flip = (...bits: readonly number[]) => ({ text: `${site}:flip(${bits.join(',')})`, on: true });
  const otherwise = actsOtherwise(site);
  const from = faults.findLastIndex(({ text, on }) => on && otherwise(text)) + 1;
  const at = faults.findLastIndex(({ text, on }, i) => on && i >= from && flippedBits(text, site) !== null);
  const bits = flippedBits(faults[at]?.text ?? '', site);
  if (bits === null) return [...faults, flip(bitIndex)];
  const left = bits.includes(bitIndex) ? bits.filter((bit) => bit !== bitIndex) : [...bits, bitIndex];
  if (left.length === 0) return faults.filter((_, i) => i !== at);
  return faults.map((fault, i) => (i === at ? flip(...left) : fault));
}

/** The bits that a flip fault on exactly this site flips, null for any other fault. */
function flippedBits(fault: string, site: string): readonly number[] | null {
  if (!fault.startsWith(`${site}:flip(`)) return null;
  const parsed = parseFault(fault);
  if (parsed.effect.kind !== 'flip' || parsed.format !== null || printSite(parsed.site) !== site) return null;
  return parsed.effect.bits;
}

/** Does a fault do anything but flip bits of the word at `site`, on it alone or on more? */
function actsOtherwise(site: string): (fault: string) => boolean {
  const { node, tensor, index } = parseFault(`${site}:zero`).site;
  const coordinates =
    index.kind === 'flat' ? [] : index.axes.map((axis) => (axis.kind === 'at' ? axis.at : Number.NaN));
  return (text) => {
    const fault = parsed(text);
    if (fault === null || fault.site.node !== node || fault.site.tensor !== tensor) return false;
    if (fault.effect.kind === 'flip' && fault.format === null) return false;
    return reachOf(fault.site.index, coordinates, null) !== 'none';
  };
}

function parsed(text: string): Fault | null {
  try {
    return parseFault(text);
  } catch {
    return null;
  }
}
