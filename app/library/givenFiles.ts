/** Files as browsers give them: dropped (folders too), or picked. */
import type { OwnFile } from '#workers/labApi.ts';

export async function droppedFiles(transfer: DataTransfer): Promise<readonly OwnFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null))
    return [...transfer.files].map((file) => ({ path: file.name, content: file }));
  const found = await Promise.all(entries.map((entry) => (entry === null ? [] : filesOf(entry))));
  return found.flat();
}

async function filesOf(entry: FileSystemEntry): Promise<readonly OwnFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path, content: file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: OwnFile[] = [];
  for (;;) {
    // A reader gives at most 100 entries at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return files;
    for (const each of await Promise.all(some.map(filesOf))) files.push(...each);
  }
}

/** The browser's own picker: files, or one whole folder. */
export function pickFiles(what: 'files' | 'folder', take: (files: readonly OwnFile[]) => void): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.multiple = true;
  if (what === 'folder') field.webkitdirectory = true;
  field.addEventListener('change', () => {
    take(
      [...(field.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, content: file })),
    );
  });
  field.click();
}
