/** A fault out of a model's card: opens the model if need be, and plays the fault on the picture it was chosen for. */
import { printFields } from '#app/state/addressFields.ts';
import { useLab } from '#app/state/lab.ts';
import { switchModel } from '#app/state/labDriver.ts';
import { switchedOn, useScene } from '#app/state/scene.ts';
import type { ReadyFault, ShelfEntry } from './modelShelf.ts';

export async function openReadyFault(entry: ShelfEntry, { fault, picture }: ReadyFault): Promise<void> {
  if (useLab.getState().model?.card.id !== entry.id) {
    const fields = printFields([
      ['m', entry.id],
      ...(picture === undefined ? [] : [['i', String(picture)] as const]),
      ['f', fault],
    ]);
    await switchModel(entry, `#/lab?${fields}`);
    return;
  }
  const { scene, replace } = useScene.getState();
  const input = picture === undefined ? scene.input : ({ kind: 'gallery', index: picture } as const);
  replace({ ...scene, input, faults: [switchedOn(fault)] }, true);
}
