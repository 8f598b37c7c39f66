/** How many pictures a model gets right, plainly, as stored, and with the scene's faults: what is known so far. */
import type { Verdict } from '../campaign/outcome.ts';

export interface GalleryAccuracy {
  /** `held-out`: pictures that training never saw, where the model's card has them. */
  readonly images: 'gallery' | 'held-out';
  readonly done: number;
  readonly total: number;
  /** Right answers of the model as it is, float32 throughout. */
  readonly goldenCorrect: number;
  /** Right answers under the storage plan, without faults. */
  readonly storedCorrect: number;
  /** Right answers under the storage plan with the scene's faults, each picture as the one on the bench. */
  readonly faultyCorrect: number;
  /** Faulty against stored, picture by picture; they add up to `done`. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
}
