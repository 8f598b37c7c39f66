/**
 * The storage plan in the address: `s=conv2d/kernel=quantized_bits(6,0,alpha=1);dense/kernel=float16`. Without it the
 * model is stored as its card says; `s=` alone is float32 throughout. An entry that cannot be taken is left out and named.
 */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { printStorageEntry, readStorageEntry } from '#engine/storage/storageEntry.ts';
import { planStorage } from '#engine/storage/storagePlan.ts';
import { type AddressFields, clip } from './addressFields.ts';

export const STORAGE_KEYS = ['s'];

/** `standard`: the plan on the model's card. */
export function printStorage(storage: readonly string[], standard: readonly string[]): AddressFields {
  const text = storage.join(';');
  return text === standard.join(';') ? [] : [['s', text]];
}

export function readStorage(
  field: ReadonlyMap<string, string>,
  graph: ModelGraph,
  standard: readonly string[],
  problems: string[],
): readonly string[] {
  if (!field.has('s')) return standard;
  const kept: string[] = [];
  for (const part of (field.get('s') ?? '').split(';')) {
    if (part.trim() === '') continue;
    try {
      const entry = readStorageEntry(part);
      planStorage([entry], graph);
      kept.push(printStorageEntry(entry));
    } catch (error) {
      problems.push(
        `The storage entry "${clip(part)}" was left out. ${error instanceof Error ? error.message : ''}`,
      );
    }
  }
  return kept;
}
