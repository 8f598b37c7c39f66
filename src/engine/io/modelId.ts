/**
 * A model's id: the SHA-256 of its canonical topology (JSON with sorted keys), of how its weights are to be read and of
 * their raw bytes in manifest order (DESIGN 4.10). The same model in other shards, or with other spacing in model.json,
 * has the same id; with another scale of its codes, or with its outputs named in another order, it has another.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { strToU8 } from 'fflate';
import type { ModelFiles } from './modelFiles.ts';

/** 64 hexadecimal digits; links carry the first 12. */
export function modelId(files: Omit<ModelFiles, 'format'>): string {
  const { topology, signature } = files;
  const manifest = files.weightSpecs.map(({ name, shape, dtype, quantization }) => [
    name,
    shape,
    dtype,
    quantization ?? null,
  ]);
  const hash = sha256.create();
  hash.update(strToU8(JSON.stringify(sorted([topology, signature, manifest]))));
  hash.update(files.weightData);
  return bytesToHex(hash.digest());
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
