/** A dataset that a link names and this browser does not have: it is asked for, and the link goes on when it comes. */
import { pickFiles } from '#app/library/givenFiles.ts';
import { notify } from '#app/state/notices.ts';
import type { OwnFile } from '#workers/labApi.ts';

let missing: { readonly id: string; readonly hash: string } | null = null;

/** `open` takes the files that are chosen. */
export function askForData(id: string, hash: string, open: (files: readonly OwnFile[]) => void): void {
  if (missing?.id === id) return;
  missing = { id, hash };
  notify(
    'warning',
    `This link shows data that this browser does not have (${id}). Drop the file on the page, or open it; until then you see the model's own pictures.`,
    {
      title: 'Open the file',
      run: () => pickFiles('files', open),
    },
  );
}

/** The link that waited for this dataset, once. */
export function takeMissing(id: string): string | null {
  if (missing?.id !== id) return null;
  const { hash } = missing;
  missing = null;
  return hash;
}
