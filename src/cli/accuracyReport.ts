/** `--accuracy`: right answers over the model's labelled pictures, plainly, as stored, and with faults. */

import type { Json } from '#engine/jsonText.ts';
import type { GalleryAccuracy } from '#engine/scene/galleryAccuracy.ts';
import type { OptionRule } from './command.ts';

export const ACCURACY_OPTION: OptionRule = {
  value: null,
  description:
    "Count right answers over the model's held-out pictures (or its gallery): as it is, as stored, and with the faults.",
};

export function accuracyJson({ images, total, goldenCorrect, storedCorrect }: GalleryAccuracy): {
  readonly [key: string]: Json;
} {
  return { images, total, golden: goldenCorrect, stored: storedCorrect };
}

/** With faults: how many are right under them, and the verdicts picture by picture. */
export function faultyAccuracyJson(accuracy: GalleryAccuracy): Json {
  return { ...accuracyJson(accuracy), faulty: accuracy.faultyCorrect, verdicts: accuracy.verdicts };
}

/** `right answers over 1,500 held-out pictures: 1482 (98.8 %) as it is, 1479 (98.6 %) as stored` */
export function accuracyText(accuracy: GalleryAccuracy, withFaults: boolean): string {
  const { images, total, goldenCorrect, storedCorrect, faultyCorrect } = accuracy;
  const share = (count: number): string => `${count} (${((100 * count) / total).toFixed(1)} %)`;
  const parts = [`${share(goldenCorrect)} as it is`, `${share(storedCorrect)} as stored`];
  if (withFaults) parts.push(`${share(faultyCorrect)} with the faults`);
  const what = images === 'held-out' ? 'held-out pictures' : 'pictures of the gallery';
  return `right answers over ${total.toLocaleString('en-US')} ${what}: ${parts.join(', ')}\n`;
}
