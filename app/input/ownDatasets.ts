/**
 * Datasets of the person's own, kept in this browser under the hash of their content, so that a link or a reload finds
 * them again. Where the browser keeps nothing (private windows), a dataset lives as long as the page.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { create } from 'zustand';
import type { OwnFile } from '#workers/labApi.ts';

export interface OwnDataset {
  /** First 12 hex digits of the content's hash. */
  readonly id: string;
  readonly name: string;
  readonly files: readonly OwnFile[];
  readonly sizeBytes: number;
  readonly recognised: string;
  readonly count: number;
  readonly labelled: boolean;
  /** Milliseconds since 1970. */
  readonly savedAtMs: number;
}

interface Schema extends DBSchema {
  datasets: { key: string; value: OwnDataset };
}

export const useOwnDatasets = create<{ readonly datasets: readonly OwnDataset[] }>(() => ({ datasets: [] }));

let database: Promise<IDBPDatabase<Schema> | null> | null = null;

function opened(): Promise<IDBPDatabase<Schema> | null> {
  database ??= openDB<Schema>('bitflip-datasets', 1, {
    upgrade: (db) => void db.createObjectStore('datasets', { keyPath: 'id' }),
  }).catch(() => null);
  return database;
}

let reading: Promise<void> | null = null;

/** Everything kept, the last one first; read once. */
export async function readOwnDatasets(): Promise<readonly OwnDataset[]> {
  reading ??= (async () => {
    const kept = (await (await opened())?.getAll('datasets').catch(() => [])) ?? [];
    const here = useOwnDatasets.getState().datasets;
    const known = new Set(here.map(({ id }) => id));
    useOwnDatasets.setState({ datasets: sorted([...here, ...kept.filter(({ id }) => !known.has(id))]) });
  })();
  await reading;
  return useOwnDatasets.getState().datasets;
}

/** Resolves to whether the browser keeps it beyond this page. */
export async function keepOwnDataset(dataset: OwnDataset): Promise<boolean> {
  useOwnDatasets.setState(({ datasets }) => ({
    datasets: sorted([dataset, ...datasets.filter(({ id }) => id !== dataset.id)]),
  }));
  const put = (await opened())?.put('datasets', dataset).then(
    () => true,
    () => false,
  );
  return (await put) ?? false;
}

export async function forgetOwnDataset(id: string): Promise<void> {
  await (await opened())?.delete('datasets', id).catch(() => undefined);
  useOwnDatasets.setState(({ datasets }) => ({ datasets: datasets.filter((each) => each.id !== id) }));
}

const sorted = (datasets: readonly OwnDataset[]): readonly OwnDataset[] =>
  [...datasets].sort((a, b) => b.savedAtMs - a.savedAtMs);
