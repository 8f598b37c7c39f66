/** A model out of files that a person gave: it goes by its content, whatever its card says. */
import { type OpenedFiles, openFiles } from '#engine/scene/openModel.ts';
import type { OpenRequest } from './labApi.ts';

/** Throws LabError, or the signal's reason. */
export async function openOwn(
  { name, files }: NonNullable<OpenRequest['own']>,
  signal: AbortSignal,
): Promise<OpenedFiles> {
  const set = new Map<string, Uint8Array>();
  for (const { path, content } of files) {
    set.set(path, new Uint8Array(await content.arrayBuffer()));
    signal.throwIfAborted();
  }
  const opened = await openFiles(set, name);
  const id = opened.id.slice(0, 12);
  const card = opened.card ?? { id, name, inputShape: [], readyFaults: [] };
  return { ...opened, card: { ...card, id } };
}
