/** What each fault of a played scene did, in one plain sentence, read from the tensors and not from the request. */
import { describeFault } from '../faults/describeFault.ts';
import { effectMask } from '../faults/effectMask.ts';
import type { Fault } from '../faults/fault.ts';
import { printFault } from '../faults/print.ts';
import { type FaultyTensor, faultIndices, maskedWord } from '../faults/sitePlan.ts';
import { formatAt } from '../formats/groupedFormat.ts';
import { storedWord } from '../formats/storedWord.ts';
import type { SiteWords } from '../runtime/played.ts';
import type { PreparedFaults } from './prepareFaults.ts';

export interface FaultReport {
  readonly fault: string;
  /** Plain sentence for the screen. */
  readonly sentence: string;
  /** Words it names, batch included. */
  readonly sites: number;
  /** First site's word before and after, unsigned words of the tensor's format. */
  readonly before: number;
  readonly after: number;
}

/**
 * Each fault's first word before and after. The words were read before all faults of the tensor; those that stand
 * earlier in the list and hit the same word are applied first, so that every fault tells its own step. What was read
 * after the injection must be what the faults give: the report is of what was done. `sites` holds float32 words of
 * tensors, `prepared.metadata` words of scales and zero points.
 */
export function reportFaults(
  { faults, tensors, corruption, metadata }: PreparedFaults,
  sites: ReadonlyMap<string, SiteWords>,
): FaultReport[] {
  const told = new Map<string, number>();
  return faults.map(({ fault, tensor: id }, position) => {
    const tensor = tensors.get(id) as FaultyTensor;
    const place = told.get(id) ?? 0;
    told.set(id, place + 1);
    const indices = faultIndices(fault, tensor);
    const first = indices[0] as number;
    const format = formatAt(tensor.format, first);
    const known = metadata.get(id);
    const read = (known ?? sites.get(id))?.before[place];
    if (read === undefined) throw new Error(`no word was read for ${printFault(fault)}`);
    const others = (from: number, to?: number): Fault[] =>
      faults.slice(from, to).flatMap((other) => (other.tensor === id ? [other.fault] : []));
    const there = known === undefined ? storedWord(format, read) : read;
    const before = others(0, position).reduce((word, other) => step(other, tensor, first, word), there);
    const after = step(fault, tensor, first, before);
    const last = others(position + 1).reduce((word, other) => step(other, tensor, first, word), after);
    const readAs = corruption.readAs.get(id) ?? tensor.format;
    const wanted = known === undefined ? formatAt(readAs, first).toFloat32Bits(last) : last;
    // An untouched word is not rewritten: float32 words of NaN keep what the format would drop.
    if (wanted !== (known ?? sites.get(id))?.after[place] && last !== there)
      throw new Error(`${printFault(fault)}: the tensor does not hold the word that the faults give`);
    const sentence = describeFault(fault, { bits: before }, { bits: after }, indices.length, format);
    return { fault: printFault(fault), sentence, sites: indices.length, before, after };
  });
}

/** The word at a flat index after one fault. */
function step(fault: Fault, tensor: FaultyTensor, index: number, word: number): number {
  if (!faultIndices(fault, tensor).includes(index)) return word;
  const format = formatAt(tensor.format, index);
  return maskedWord(format, effectMask(fault.effect, format), word);
}
