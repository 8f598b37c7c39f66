/**
 * Models of the person's own, kept in this browser under the hash of their content, so that a link or a reload finds
 * them again. Where the browser keeps nothing (private windows), a model lives as long as the page.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { create } from 'zustand';
import type { ImportSummary, OwnFile } from '#workers/labApi.ts';

export interface OwnModel {
  /** First 12 hex digits of the model's hash. */
  readonly id: string;
  readonly name: string;
  readonly files: readonly OwnFile[];
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly savedAtMs: number;
  /** Its import report; models kept by earlier versions have none until they are opened. */
  readonly summary?: ImportSummary;
}

/** `full`: there is no room left; `off`: this browser keeps nothing, as in private windows. */
export type Kept = 'kept' | 'full' | 'off';

interface OwnModelsSchema extends DBSchema {
  models: { key: string; value: OwnModel };
}

export const useOwnModels = create<{ readonly models: readonly OwnModel[] }>(() => ({ models: [] }));

let database: Promise<IDBPDatabase<OwnModelsSchema> | null> | null = null;

function opened(): Promise<IDBPDatabase<OwnModelsSchema> | null> {
  database ??= openDB<OwnModelsSchema>('bitflip-models', 1, {
    upgrade: (db) => void db.createObjectStore('models', { keyPath: 'id' }),
  }).catch(() => null);
  return database;
}

let reading: Promise<void> | null = null;

/** Everything kept, the last one first; read once. */
export async function readOwnModels(): Promise<readonly OwnModel[]> {
  reading ??= (async () => {
    const kept = (await (await opened())?.getAll('models').catch(() => [])) ?? [];
    const here = useOwnModels.getState().models;
    useOwnModels.setState({ models: sorted([...here, ...kept.filter(({ id }) => !has(here, id))]) });
  })();
  await reading;
  return useOwnModels.getState().models;
}

/** Whatever comes of it, the model is there as long as the page is. */
export async function keepOwnModel(model: OwnModel): Promise<Kept> {
  useOwnModels.setState(({ models }) => ({
    models: sorted([model, ...models.filter(({ id }) => id !== model.id)]),
  }));
  const db = await opened();
  if (db === null) return 'off';
  try {
    await db.put('models', model);
    return 'kept';
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'off';
  }
}

/** The list says so only when it is so: whoever leaves the page then has left nothing behind. */
export async function forgetOwnModel(id: string): Promise<void> {
  await (await opened())?.delete('models', id).catch(() => undefined);
  useOwnModels.setState(({ models }) => ({ models: models.filter((model) => model.id !== id) }));
}

const has = (models: readonly OwnModel[], id: string): boolean => models.some((model) => model.id === id);

const sorted = (models: readonly OwnModel[]): readonly OwnModel[] =>
  [...models].sort((a, b) => b.savedAtMs - a.savedAtMs);
