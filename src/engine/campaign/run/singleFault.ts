/** Works of a campaign that are one fault on one word of one tensor: what can be banked and stacked. */
import { effectMask } from '../../faults/effectMask.ts';
import type { Effect } from '../../faults/fault.ts';
import { maskedBits } from '../../faults/sitePlan.ts';
import type { WordFormat } from '../../formats/format.ts';
import { formatAt } from '../../formats/groupedFormat.ts';
import type { WordMask } from '../../words/mask.ts';
import type { Trial } from '../plan/trial.ts';

/** One fault on some images of one bench. */
export interface Work {
  /** Of the trial in the list that is run. */
  readonly place: number;
  readonly trial: Trial;
  /** Places in the bound images. */
  readonly images: readonly number[];
}

export interface SingleFault {
  /** Of the trial in the list that is run. */
  readonly place: number;
  /** Places in the bench. */
  readonly images: readonly number[];
  /** A parameter or value. */
  readonly tensor: string;
  readonly element: number;
  /** On words of the format that the element is stored in. */
  readonly mask: WordMask;
  readonly format: WordFormat;
}

/** Null for works of several faults, or of a given string. `all`: places of a bench whose first image is `first`. */
export function singleFault(work: Work, first: number, all: readonly number[]): SingleFault | null {
  const { faults } = work.trial;
  const [fault] = faults;
  if (fault === undefined || faults.length > 1) return null;
  const { tensor, element, effect } = fault;
  const format = formatAt(tensor.format, element);
  return {
    place: work.place,
    images: work.images.length === all.length ? all : work.images.map((image) => image - first),
    tensor: tensor.id,
    element,
    mask: maskOf(effect, format),
    format,
  };
}

/** Faults of a population share their effect where it is one of a few. */
const masks = new WeakMap<WordFormat, WeakMap<Effect, WordMask>>();

function maskOf(effect: Effect, format: WordFormat): WordMask {
  let known = masks.get(format);
  if (known === undefined) {
    known = new WeakMap();
    masks.set(format, known);
  }
  const mask = known.get(effect) ?? effectMask(effect, format);
  known.set(effect, mask);
  return mask;
}

/** Of a golden float32 word. */
export const faultyWord = (word: number, { mask, format }: SingleFault): number =>
  format.float32Shift === 0 ? (word & mask.and) ^ mask.xor : maskedBits(format, mask, word >>> 0) | 0;
