/**
 * Campaigns kept on this device, in IndexedDB: what each is, and its rows, appended as they are made and never changed.
 * A crash loses only what was under way.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Journal, rowLine, rowsOfText } from '#engine/campaign/run/journal.ts';
import type { CampaignRecord } from './campaignApi.ts';
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

interface Schema extends DBSchema {
  campaigns: { key: string; value: KeptCampaign };
  rows: {
    key: number;
    value: { readonly campaign: string; readonly text: string };
    indexes: { campaign: string };
  };
}

let database: Promise<IDBPDatabase<Schema>> | null = null;

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>('bitflip-campaigns', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('campaigns', { keyPath: 'id' });
      fresh.createObjectStore('rows', { autoIncrement: true }).createIndex('campaign', 'campaign');
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

export async function discardCampaign(id: string): Promise<void> {
  const change = (await openDatabase()).transaction(['campaigns', 'rows'], 'readwrite');
  const rows = change.objectStore('rows');
  for (const key of await rows.index('campaign').getAllKeys(id)) void rows.delete(key);
  await change.objectStore('campaigns').delete(id);
  await change.done;
}

/** The rows of a campaign that is kept. */
export function journalOf(id: string): Journal {
  return {
    async read() {
      const parts = await (await openDatabase()).getAllFromIndex('rows', 'campaign', id);
      return parts.flatMap(({ text }) => rowsOfText(text, `the journal of ${id}`));
    },
    async append(rows) {
      const change = (await openDatabase()).transaction(['campaigns', 'rows'], 'readwrite', {
        durability: 'strict',
      });
      const campaigns = change.objectStore('campaigns');
      const kept = await campaigns.get(id);
      // Discarded in another tab: what is under way here is of no use to anybody.
      if (kept !== undefined) {
        void campaigns.put({ ...kept, done: kept.done + rows.length });
        void change
          .objectStore('rows')
          .add({ campaign: id, text: rows.map((row) => `${rowLine(row)}\n`).join('') });
      }
      await change.done;
    },
  };
}
