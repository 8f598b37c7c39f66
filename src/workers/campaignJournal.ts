/**
 * Campaigns kept on this device, in IndexedDB: what each is, its rows in chunks of bytes, appended as they are made and
 * never changed, and how it ended. A crash loses only what was under way. Chunks are found by the trials in them, so that
 * millions of rows are gone through in order with a few thousand of them in memory.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { CampaignRecord, CampaignStand } from './campaignApi.ts';
import type { ModelSource } from './labApi.ts';

export interface KeptCampaign extends ModelSource {
  readonly id: string;
  readonly record: CampaignRecord;
  readonly planned: number;
  /** Rows in the journal. */
  readonly done: number;
  readonly finished: boolean;
  /** Hash of the parameters after the last trial. */
  readonly weightsAfter?: string;
}

/** Where a chunk is, and the first and the last trial in it. */
export interface ChunkPlace {
  readonly key: number;
  readonly first: number;
  readonly last: number;
}

export interface Chunk extends Omit<ChunkPlace, 'key'> {
  readonly rows: number;
  /** See rowChunk.ts. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The rows of one campaign. */
export interface ChunkJournal {
  /** By first trial. */
  places(): Promise<readonly ChunkPlace[]>;
  read(place: ChunkPlace): Promise<Uint8Array>;
  /** Resolves when the rows would survive a crash. */
  append(chunk: Chunk): Promise<void>;
}

interface Schema extends DBSchema {
  campaigns: { key: string; value: KeptCampaign };
  chunks: {
    key: number;
    value: Chunk & { readonly campaign: string };
    indexes: { place: [string, number, number] };
  };
  /** How finished campaigns stand, by id. */
  ends: { key: string; value: CampaignStand };
}

let database: Promise<IDBPDatabase<Schema>> | null = null;

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>('bitflip-campaigns', 2, {
    upgrade(fresh) {
      // Version 1 kept rows as text, of columns that are no longer these.
      for (const name of [...fresh.objectStoreNames]) fresh.deleteObjectStore(name);
      fresh.createObjectStore('campaigns', { keyPath: 'id' });
      fresh
        .createObjectStore('chunks', { autoIncrement: true })
        .createIndex('place', ['campaign', 'first', 'last']);
      fresh.createObjectStore('ends', { keyPath: 'id' });
    },
    terminated() {
      database = null;
    },
  });
  return database;
}

export async function keptCampaigns(): Promise<readonly KeptCampaign[]> {
  return (await openDatabase()).getAll('campaigns');
}

export async function keptCampaign(id: string): Promise<KeptCampaign | undefined> {
  return (await openDatabase()).get('campaigns', id);
}

export async function keepCampaign(campaign: KeptCampaign): Promise<void> {
  await (await openDatabase()).put('campaigns', campaign);
}

/** How finished campaigns stood at their end. */
export async function keptEnds(): Promise<readonly CampaignStand[]> {
  return (await openDatabase()).getAll('ends');
}

export async function keptEnd(id: string): Promise<CampaignStand | undefined> {
  return (await openDatabase()).get('ends', id);
}

export async function keepEnd(stand: CampaignStand): Promise<void> {
  await (await openDatabase()).put('ends', stand);
}

export async function discardCampaign(id: string): Promise<void> {
  const change = (await openDatabase()).transaction(['campaigns', 'chunks', 'ends'], 'readwrite');
  const chunks = change.objectStore('chunks');
  for (const key of await chunks.index('place').getAllKeys(ofCampaign(id))) void chunks.delete(key);
  void change.objectStore('ends').delete(id);
  await change.objectStore('campaigns').delete(id);
  await change.done;
}

const ofCampaign = (id: string) =>
  IDBKeyRange.bound([id, Number.NEGATIVE_INFINITY, 0], [id, Number.POSITIVE_INFINITY, 0]);

/** The rows of a campaign that is kept. */
export function journalOf(id: string): ChunkJournal {
  return {
    async places() {
      const found: ChunkPlace[] = [];
      const chunks = (await openDatabase()).transaction('chunks').store.index('place');
      for (let at = await chunks.openKeyCursor(ofCampaign(id)); at !== null; at = await at.continue())
        found.push({ key: at.primaryKey, first: at.key[1], last: at.key[2] });
      return found;
    },
    async read({ key }) {
      const chunk = await (await openDatabase()).get('chunks', key);
      return chunk?.bytes ?? new Uint8Array();
    },
    async append(chunk) {
      const change = (await openDatabase()).transaction(['campaigns', 'chunks'], 'readwrite', {
        durability: 'strict',
      });
      const campaigns = change.objectStore('campaigns');
      const kept = await campaigns.get(id);
      // Discarded in another tab: what is under way here is of no use to anybody.
      if (kept !== undefined) {
        void campaigns.put({ ...kept, done: kept.done + chunk.rows });
        void change.objectStore('chunks').add({ ...chunk, campaign: id });
      }
      await change.done;
    },
  };
}
