/**
 * Files that a person gives, dropped or picked: a scene is played, anything else is opened as a model. A model that
 * cannot be opened leaves the one on the screen where it is.
 */
import { tellOfImport, useImports } from '#app/state/imports.ts';
import { useLab } from '#app/state/lab.ts';
import { switchModel } from '#app/state/labDriver.ts';
import { notify } from '#app/state/notices.ts';
import type { OwnFile } from '#workers/labApi.ts';
import { answerAsked } from './askForModel.ts';
import { megabytes } from './modelFacts.ts';
import { FIRST_MODEL, type ShelfEntry } from './modelShelf.ts';
import { type Kept, keepOwnModel, type OwnModel, useOwnModels } from './ownModels.ts';

export function entryOfOwn({ id, name, files, sizeBytes }: OwnModel): ShelfEntry {
  return { ...FIRST_MODEL, id, name, sizeBytes, own: { name, files } };
}

export async function openOwnFiles(files: readonly OwnFile[]): Promise<void> {
  if (files.length === 0) return;
  const sizeBytes = files.reduce((sum, { content }) => sum + content.size, 0);
  const name = nameOf(files);
  const stands = await switchModel(entryOfOwn({ id: 'own', name, files, sizeBytes, savedAtMs: 0 }));
  if (!stands) return;
  const id = useLab.getState().model?.modelHash;
  if (id === undefined) return;
  const summary = useImports.getState().reports[id]?.summary;
  const model = { id, name, files, sizeBytes, savedAtMs: Date.now(), ...(summary && { summary }) };
  const kept = await keepOwnModel(model);
  notify(kept === 'full' ? 'warning' : 'info', `${name} is open${KEPT[kept](model)}`);
  tellOfImport(id);
  await answerAsked(id, name);
}

const KEPT: Readonly<Record<Kept, (model: OwnModel) => string>> = {
  kept: () => ', and kept in this browser. Nothing left your device.',
  full: ({ sizeBytes }) =>
    `, but this browser has no room to keep its ${megabytes(sizeBytes)}. Forget models in the library (M) and open it again; else it is gone when the page is closed.`,
  off: () => '. This browser keeps no files, so the model is gone when the page is closed.',
};

/** The kept model of this id, or undefined. */
export const ownEntry = (id: string): ShelfEntry | undefined => {
  const model = useOwnModels.getState().models.find((each) => each.id === id);
  return model && entryOfOwn(model);
};

function nameOf(files: readonly OwnFile[]): string {
  const [{ path } = { path: 'Model' }] = files;
  const folder = path.includes('/') ? path.split('/')[0] : undefined;
  const called = (pattern: RegExp) => files.find((file) => pattern.test(file.path));
  const model = called(/\.(keras|h5|hdf5|zip)$/i) ?? called(/\.json$/i) ?? files[0];
  return (folder ?? model?.path ?? path).replace(/\.(keras|h5|hdf5|zip|json)$/i, '');
}
