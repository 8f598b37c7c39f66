/** A model as a worker opens it: out of a folder of the lab's own host, or out of files that a person gave. */
import { type OpenedFiles, openFiles, openModel } from '#engine/scene/openModel.ts';
import { fetchFiles } from './fetchFiles.ts';
import type { ModelSource } from './labApi.ts';

/** Throws LabError, or the signal's reason. `onBytes` hears how many bytes have been fetched in all. */
export async function openSource(
  { modelUrl, own }: ModelSource,
  signal: AbortSignal | null = null,
  onBytes?: (received: number) => void,
): Promise<OpenedFiles> {
  if (own !== undefined) return openOwn(own, signal);
  const folder = new URL(modelUrl, self.location.href);
  const opened = await openModel(fetchFiles(folder, signal, onBytes));
  // What is read later is neither counted nor cancelled.
  return { ...opened, readFile: fetchFiles(folder) };
}

/** It goes by its content, whatever its card says. */
async function openOwn(
  { name, files }: NonNullable<ModelSource['own']>,
  signal: AbortSignal | null,
): Promise<OpenedFiles> {
  const set = new Map<string, Uint8Array>();
  for (const { path, content } of files) {
    set.set(path, new Uint8Array(await content.arrayBuffer()));
    signal?.throwIfAborted();
  }
  const opened = await openFiles(set, name);
  const id = opened.id.slice(0, 12);
  // No card is made up where there is none: a card says how tensors are stored.
  return { ...opened, name, card: opened.card && { ...opened.card, id } };
}
