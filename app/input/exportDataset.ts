/** A kept dataset as a download: its file as it was given, or a zip of its files. */
import { fileName, saveFile } from '#app/share/saveFile.ts';
import type { OwnDataset } from './ownDatasets.ts';

export async function exportDataset({ name, files }: Pick<OwnDataset, 'name' | 'files'>): Promise<void> {
  const [only] = files;
  if (files.length === 1 && only !== undefined) {
    saveFile(only.path.split('/').at(-1) ?? name, [only.content], 'application/octet-stream');
    return;
  }
  const { zipSync } = await import('fflate');
  const entries: Record<string, Uint8Array> = {};
  for (const { path, content } of files) entries[path] = new Uint8Array(await content.arrayBuffer());
  // Pictures are packed already.
  const bytes = zipSync(entries, { level: 0 });
  saveFile(fileName([name], 'zip'), [bytes.slice()], 'application/zip');
}
