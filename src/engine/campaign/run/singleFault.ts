/** Works of a campaign that are one fault on one word of one tensor: what can be banked and stacked. */
import { effectMask } from '../../faults/effectMask.ts';
import type { Effect } from '../../faults/fault.ts';
import { float32 } from '../../formats/float32.ts';
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
  readonly mask: WordMask;
}

/** Null for works of several faults, or of a given string. `all`: places of a bench whose first image is `first`. */
export function singleFault(work: Work, first: number, all: readonly number[]): SingleFault | null {
  const { faults } = work.trial;
  const [fault] = faults;
  if (fault === undefined || faults.length > 1) return null;
  return {
    place: work.place,
    images: work.images.length === all.length ? all : work.images.map((image) => image - first),
    tensor: fault.tensor.id,
    element: fault.element,
    mask: maskOf(fault.effect),
  };
}

/** Faults of a population share their effect where it is one of a few. */
const masks = new WeakMap<Effect, WordMask>();

function maskOf(effect: Effect): WordMask {
  const known = masks.get(effect);
  if (known !== undefined) return known;
  const mask = effectMask(effect, float32);
  masks.set(effect, mask);
  return mask;
}

export const faultyWord = (word: number, { and, xor }: WordMask): number => (word & and) ^ xor;
