/**
 * A model's id: the SHA-256 of its canonical topology (JSON with sorted keys), of how its weights are to be read and of
 * their raw bytes in manifest order (DESIGN 4.10). The same model in other shards, or with other spacing in model.json,
 * has the same id; with another scale of its codes, or with its outputs named in another order, it has another.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { strToU8 } from 'fflate';
import type { ModelFiles } from './modelFiles.ts';

/** 64 hexadecimal digits; links carry the first 12. */
export async function modelId(files: Omit<ModelFiles, 'format'>): Promise<string> {
  const { topology, signature } = files;
  const manifest = files.weightSpecs.map(({ name, shape, dtype, quantization }) => [
    name,
    shape,
    dtype,
    quantization ?? null,
  ]);
  const text = strToU8(JSON.stringify(sorted([topology, signature, manifest])));
  const all = concatBytes(text, files.weightData);
  const { subtle } = (globalThis as Platform).crypto ?? {};
  // A page of plain http has no `subtle`; a hundred megabytes then take seconds.
  return bytesToHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', all)) : sha256(all));
}

interface Platform {
  readonly crypto?: { readonly subtle?: { digest(name: string, data: Uint8Array): Promise<ArrayBuffer> } };
}

/** SHA-256 of any bytes as 64 hexadecimal digits. */
export function contentHash(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
