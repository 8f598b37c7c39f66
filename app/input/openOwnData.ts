/**
 * Files that a person gives as data: read apart, kept in this browser, shown in place of the model's gallery. What
 * cannot be read or does not fit leaves everything as it is, and says why.
 */

import { followLink } from '#app/state/addressSync.ts';
import { takesDrawings } from '#app/state/drawing.ts';
import { type LabState, type ModelSummary, useLab } from '#app/state/lab.ts';
import { switchDataset } from '#app/state/labDriver.ts';
import { notify } from '#app/state/notices.ts';
import { inputTargets } from '#engine/scene/inputTargets.ts';
import { askDatasetReader } from '#workers/datasetClient.ts';
import type { DatasetSource, OwnFile } from '#workers/labApi.ts';
import { takeMissing } from './missingData.ts';
import { keepOwnDataset, type OwnDataset } from './ownDatasets.ts';

export const sourceOf = ({ id, name, files }: OwnDataset, recipe = ''): DatasetSource => ({
  id,
  name,
  files,
  recipe,
});

export async function openOwnData(files: readonly OwnFile[]): Promise<void> {
  if (files.length === 0) return;
  const model = await openModel();
  const name = nameOf(files);
  try {
    const targets = inputTargets(model.graph);
    const facts = await askDatasetReader((reader) => reader.read(files, name, targets));
    const { id, recognised, count, labelled } = facts;
    const sizeBytes = files.reduce((sum, { content }) => sum + content.size, 0);
    const dataset: OwnDataset = {
      id,
      name,
      files,
      sizeBytes,
      recognised,
      count,
      labelled,
      savedAtMs: Date.now(),
    };
    const linked = takeMissing(id);
    if (linked !== null) {
      const kept = await keepOwnDataset(dataset);
      await followLink(linked);
      tell(dataset, kept);
      return;
    }
    // Digits are light on dark, paper is not.
    const recipe = takesDrawings(model.graph) && facts.lightGround ? 'fit,invert' : '';
    if (await switchDataset(sourceOf(dataset, recipe))) tell(dataset, await keepOwnDataset(dataset));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    notify('error', why.includes(name) ? why : `${name}: ${why}`);
  }
}

/** A link may ask for files before its model is on the screen. */
function openModel(): Promise<ModelSummary> {
  return new Promise((resolve) => {
    const look = ({ model }: LabState) => {
      if (model === null) return false;
      resolve(model);
      return true;
    };
    if (look(useLab.getState())) return;
    const stop = useLab.subscribe((state) => {
      if (look(state)) stop();
    });
  });
}

function tell({ name, count, labelled }: OwnDataset, kept: boolean): void {
  const what = `${name}: ${count} ${count === 1 ? 'item' : 'items'}${labelled ? ', labelled' : ''}.`;
  const where = kept
    ? 'Kept in this browser; nothing left your device.'
    : 'This browser keeps no files, so it is gone when the page is closed.';
  notify('info', `${what} ${where}`);
}

function nameOf(files: readonly OwnFile[]): string {
  const [{ path } = { path: 'data' }] = files;
  if (files.length === 1) return path.split('/').at(-1) ?? path;
  return path.includes('/') ? (path.split('/')[0] as string) : `${path} and ${files.length - 1} more`;
}
