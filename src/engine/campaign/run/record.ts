/**
 * What a campaign was: everything that decides its rows, and everything needed to read them again without the model.
 * Parts of one campaign have records that agree in all but the shard.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { FLOAT32_TENSOR } from '../../formats/groupedFormat.ts';
import type { ModelGraph } from '../../graph/modelGraph.ts';
import { LabError } from '../../labError.ts';
import type { Device } from '../../runtime/device.ts';
import type { Program } from '../../runtime/program.ts';
import { readStorageSpec } from '../../storage/storageSpec.ts';
import { storageOutline } from '../../storage/tensorStorage.ts';
import { type BoundPlan, bindPlan } from '../plan/bindPlan.ts';
import type { Plan } from '../plan/planDocument.ts';
import { planOf } from '../plan/readPlan.ts';
import type { Campaign, CampaignInputs } from './campaign.ts';

export interface RunFacts {
  readonly model: { readonly id: string; readonly name: string; readonly hash: string };
  readonly backend: string;
  /** Of the graphics adapter, or null. */
  readonly adapter: string | null;
  readonly flags: Readonly<Record<string, string | number | boolean>>;
  readonly versions: Readonly<Record<string, string>>;
}

export interface CampaignRecord extends RunFacts {
  readonly kind: 'bitflip-campaign';
  readonly version: 1;
  readonly plan: Plan;
  readonly inputs: { readonly count: number; readonly hash: string };
  /** Numbers of the images that were run. */
  readonly images: readonly number[];
  readonly storage: Readonly<Record<string, string>>;
  /** Expected rates per bit, of plans that draw by them. */
  readonly rates: Readonly<Record<string, readonly number[]>> | null;
  readonly graph: ModelGraph;
  /** SHA-256 of all parameters before the first trial. */
  readonly weights: string;
}

export async function recordOf(campaign: Campaign, facts: RunFacts): Promise<CampaignRecord> {
  const { place, bound } = campaign;
  const { plan, population, images } = bound;
  const aware = plan.sampling.kind === 'stratified' && plan.sampling.allocation === 'data-aware';
  return {
    kind: 'bitflip-campaign',
    version: 1,
    plan,
    ...facts,
    inputs: { count: place.inputs.labels.length, hash: inputsHash(place.inputs) },
    images,
    storage: Object.fromEntries([...place.storage].map(([id, { text }]) => [id, text])),
    rates: aware
      ? Object.fromEntries(population.tensors.map(({ id }) => [id, bound.facts?.rates(id) ?? []]))
      : null,
    graph: place.program.graph,
    weights: await weightsHash(place.program, place.device),
  };
}

/** The plan bound again, for reading rows; it cannot make trials that draw values. */
export function boundOfRecord(record: CampaignRecord): BoundPlan {
  const { rates } = record;
  const unread = (): never => {
    throw new Error('the tensors of a record were not kept');
  };
  return bindPlan(planOf(record.plan), {
    graph: record.graph,
    images: record.images,
    // Only the width of words counts here; scales need not be those that were fitted.
    formatOf: (id) => {
      const text = record.storage[id];
      return text === undefined ? FLOAT32_TENSOR : storageOutline(readStorageSpec(text), [1], [0]);
    },
    facts: { range: unread, value: unread, rates: (id) => rates?.[id] ?? [] },
  });
}

/** Throws LabError `bad-file` naming what differs. */
export function checkSameCampaign(a: CampaignRecord, b: CampaignRecord, source: string): void {
  const parts = ['plan', 'model', 'inputs', 'images', 'storage', 'backend', 'flags', 'weights'] as const;
  const different = parts.filter((part) => JSON.stringify(a[part]) !== JSON.stringify(b[part]));
  if (different.length > 0)
    throw new LabError('bad-file', `${source} is another campaign: ${different.join(', ')} differ.`, {
      different,
    });
}

export function checkRecord(value: unknown, source: string): CampaignRecord {
  const record = value as Partial<CampaignRecord> | null;
  if (record?.kind === 'bitflip-campaign' && record.version === 1) return record as CampaignRecord;
  throw new LabError('bad-file', `${source} is no campaign of this version.`);
}

/** SHA-256 over the words of all parameters in the graph's order. */
export async function weightsHash({ parameters, graph }: Program, device: Device): Promise<string> {
  const hash = sha256.create();
  for (const id of Object.keys(graph.parameters)) {
    const tensor = parameters.get(id);
    if (tensor === undefined || tensor.dtype !== 'float32') continue;
    hash.update(new Uint8Array((await device.words(tensor)).buffer));
  }
  return bytesToHex(hash.digest());
}

function inputsHash({ tensors, labels }: CampaignInputs): string {
  const hash = sha256.create();
  for (const { shape, values } of tensors) {
    hash.update(new Uint8Array(Int32Array.from(shape).buffer));
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  hash.update(new Uint8Array(Int32Array.from(labels, (label) => label ?? -1).buffer));
  return bytesToHex(hash.digest());
}
