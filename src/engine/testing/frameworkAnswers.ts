/** What the framework that trained a bundled model answered, as its tool wrote it beside the model. */
import { expect } from 'vitest';
import type { Device } from '../runtime/device.ts';
import { type BundledModel, bundledJson } from './bundledModels.ts';
import { brokenReferences, type References } from './cardedModel.ts';

/** The first `most` reference pairs hold on this back end. */
export async function expectReferences(
  id: string,
  model: BundledModel,
  device: Device,
  most: number,
): Promise<void> {
  const references = bundledJson<References>(id, 'reference.json');
  expect(references.pairs.length).toBeGreaterThanOrEqual(6);
  expect(references.tolerance.absolute).toBeLessThanOrEqual(1e-3);
  expect(await brokenReferences(references, model, device, most)).toEqual([]);
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
