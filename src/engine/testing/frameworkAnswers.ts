/** What the framework that trained a bundled model answered, as its tool wrote it beside the model. */
import { expect } from 'vitest';
import type { Device } from '../runtime/device.ts';
import { type BundledModel, bundledJson, scoresOf } from './bundledModels.ts';

interface References {
  readonly tolerance: { readonly absolute: number };
  readonly pairs: readonly {
    /** Of the gallery. */
    readonly item: number;
    readonly logits: readonly number[];
    readonly probabilities: readonly number[];
  }[];
}

/** The first `most` reference pairs hold on this back end. */
export async function expectReferences(
  id: string,
  model: BundledModel,
  device: Device,
  most: number,
): Promise<void> {
  const { tolerance, pairs } = bundledJson<References>(id, 'reference.json');
  expect(pairs.length).toBeGreaterThanOrEqual(6);
  expect(tolerance.absolute).toBeLessThanOrEqual(1e-3);
  for (const { item, logits, probabilities } of pairs.slice(0, most)) {
    const [gotLogits, gotProbabilities] = await scoresOf(model, device, item);
    expect(largestDifference(gotLogits, logits), `logits of ${item}`).toBeLessThanOrEqual(tolerance.absolute);
    expect(largestDifference(gotProbabilities, probabilities), `item ${item}`).toBeLessThanOrEqual(
      tolerance.absolute,
    );
  }
}

function largestDifference(got: Float32Array | undefined, wanted: readonly number[]): number {
  expect(got).toHaveLength(wanted.length);
  return Math.max(...wanted.map((value, k) => Math.abs((got?.[k] ?? Number.NaN) - value)));
}

/** Class of every gallery picture: its own, or that of the held-out or test picture it is. */
export function frameworkClasses(id: string): readonly number[] {
  const gallery = bundledJson<{
    readonly predicted?: readonly number[];
    readonly heldOutIndex?: readonly number[];
    readonly testIndex?: readonly number[];
  }>(id, 'gallery.json');
  if (gallery.predicted !== undefined) return gallery.predicted;
  if (gallery.heldOutIndex !== undefined) {
    const predicted = heldOutClasses(id);
    return gallery.heldOutIndex.map((index) => predicted[index] ?? -1);
  }
  const predicted = testSetClasses(id);
  return (gallery.testIndex ?? []).map((index) => predicted[index] ?? -1);
}

/** Class of every bundled held-out picture. */
export const heldOutClasses = (id: string): readonly number[] =>
  bundledJson<{ readonly predicted: readonly number[] }>(id, 'heldout.json').predicted;

/** Class of every picture of the whole test set. */
export const testSetClasses = (id: string): readonly number[] =>
  Array.from(bundledJson<{ readonly predicted: string }>(id, 'testset.json').predicted, Number);
