/**
 * Series of campaigns kept on this device, in IndexedDB: those that have not ended yet, the first of which may be under
 * way. What a campaign had done is in its journal; here is only what is still to come.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { CampaignRequest } from './campaignApi.ts';

export interface Series {
  /** What the person calls the model. */
  readonly model: string;
  /** In their order; never empty. */
  readonly requests: readonly CampaignRequest[];
}

export interface KeptSeries extends Series {
  readonly key: number;
}

interface Schema extends DBSchema {
  series: { key: number; value: KeptSeries };
}

let database: Promise<IDBPDatabase<Schema>> | null = null;

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>('bitflip-campaign-series', 1, {
    upgrade: (fresh) => void fresh.createObjectStore('series', { keyPath: 'key', autoIncrement: true }),
    terminated() {
      database = null;
    },
  });
  return database;
}

/** In the order in which they were started. */
export async function allSeries(): Promise<readonly KeptSeries[]> {
  return (await openDatabase()).getAll('series');
}

export async function keepSeries(series: Series): Promise<KeptSeries> {
  // The key is made by the store.
  const key = await (await openDatabase()).add('series', { ...series } as KeptSeries);
  return { ...series, key };
}

/** One campaign of it ended; nothing is left of a series after its last. */
export async function shortenSeries({ key, ...series }: KeptSeries): Promise<void> {
  const store = (await openDatabase()).transaction('series', 'readwrite').store;
  if (series.requests.length === 0) await store.delete(key);
  // Discarded in another tab: it stays so.
  else if ((await store.getKey(key)) !== undefined) await store.put({ ...series, key });
}

export async function discardSeries(key: number): Promise<void> {
  await (await openDatabase()).delete('series', key);
}
