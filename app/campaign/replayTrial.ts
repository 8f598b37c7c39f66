/** A trial on the screen: its picture, its storage and its fault become the scene, as one entry of the history. */
import { showFault } from '#app/faults/showFault.ts';
import { readOwnDatasets } from '#app/input/ownDatasets.ts';
import { modelUrl, readShelf } from '#app/library/modelShelf.ts';
import { entryOfOwn } from '#app/library/openOwnModel.ts';
import { readOwnModels, useOwnModels } from '#app/library/ownModels.ts';
import { closeDialog } from '#app/shell/dialogs.ts';
import { isDataset, MADE } from '#app/state/datasetField.ts';
import { useLab } from '#app/state/lab.ts';
import { switchDataset, switchModel } from '#app/state/labDriver.ts';
import { notify } from '#app/state/notices.ts';
import { useOpenModel } from '#app/state/openModel.ts';
import { switchedOn, useScene } from '#app/state/scene.ts';
import { parseFaults } from '#engine/faults/parse.ts';
import { printFault } from '#engine/faults/print.ts';
import type { CampaignStand, Row } from '#workers/campaignApi.ts';

export async function replayTrial({ modelUrl: url, plan, dataset }: CampaignStand, row: Row): Promise<void> {
  closeDialog();
  const { entry } = useOpenModel.getState();
  if (entry === null || modelUrl(entry.id) !== url) {
    await readOwnModels();
    const shelf = [...(await readShelf()), ...useOwnModels.getState().models.map(entryOfOwn)];
    const wanted = shelf.find(({ id }) => modelUrl(id) === url);
    if (wanted === undefined) {
      notify('warning', 'The model of this campaign is neither on the shelf nor among your own.');
      return;
    }
    if (!(await switchModel(wanted))) return;
  }
  if (!(await sameData(dataset, plan))) return;
  const { scene, replace } = useScene.getState();
  const faults = parseFaults(row.fault).map(printFault);
  const input =
    row.image === null || (dataset === null && plan.inputs.from !== 'gallery')
      ? scene.input
      : ({ kind: 'gallery', index: row.image } as const);
  replace({ input, storage: plan.storage, faults: faults.map(switchedOn) }, true);
  const [first] = faults;
  if (first === undefined) return;
  showFault(first);
  // The button that was pressed is gone with its dialog: keys go on from the fault.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.fault-list .fault-show')?.focus());
}

/** The campaign's data on the screen; whether they are. */
async function sameData(id: string | null, { inputs }: CampaignStand['plan']): Promise<boolean> {
  const { model } = useLab.getState();
  if (model === null) return false;
  const recipe = id === MADE ? `${inputs.from}${inputs.prepare ?? ''}` : (inputs.prepare ?? '');
  if (isDataset(id === null ? null : { id, recipe }, model.dataset)) return true;
  if (id === null) return await switchDataset(null);
  if (id === MADE) return await switchDataset({ id, name: inputs.from, files: [], recipe });
  const kept = (await readOwnDatasets()).find((each) => each.id === id);
  if (kept !== undefined) return await switchDataset({ id, name: kept.name, files: kept.files, recipe });
  notify('warning', `The data of this campaign, ${inputs.from}, are no longer kept in this browser.`);
  return false;
}
