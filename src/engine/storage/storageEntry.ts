/**
 * Entries of a storage plan as text and back: `conv2d/kernel=quantized_bits(6,0,alpha=1)`, `weights=int8(range=mse)`,
 * `activations=float16`. Several stand between semicolons.
 */
import { LabError } from '../labError.ts';
import { readStorageSpec, type StorageSpec } from './storageSpec.ts';

export interface StorageEntry {
  /** A tensor id, `weights` or `activations`. */
  readonly target: string;
  readonly spec: StorageSpec;
}

/** In order, none for blank texts. Throws LabError 'bad-argument' or 'unsupported'. */
export function readStorage(texts: readonly string[]): readonly StorageEntry[] {
  return texts
    .flatMap((text) => text.split(';'))
    .filter((text) => text.trim() !== '')
    .map(readStorageEntry);
}

export function readStorageEntry(text: string): StorageEntry {
  // A node's name may hold "=", a format no "/" before its own "=".
  const at = text.indexOf('=', text.lastIndexOf('/') + 1);
  const target = text.slice(0, Math.max(at, 0)).trim();
  const format = text.slice(at + 1).trim();
  if (at < 0 || target === '' || format === '') {
    throw new LabError(
      'bad-argument',
      `Storage entry "${text.trim()}": wanted target=format, e.g. conv2d/kernel=int8(range=minmax), weights=quantized_bits(6,0,alpha=1) or activations=float16.`,
      { got: text },
    );
  }
  return { target, spec: readStorageSpec(format) };
}

export function printStorageEntry({ target, spec }: StorageEntry): string {
  return `${target}=${spec.text}`;
}
